import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A house in which every room stands, and nothing is imported. */
const empty = [
  'packages/der/src/index.ts',
  'packages/der/src/tlv.ts',
  'packages/x509/src/index.ts',
  'packages/x509/src/node/index.ts',
  'packages/x509/src/testing/index.ts',
  'packages/cmp/src/index.ts',
  'packages/policy/src/index.ts',
  'packages/api/src/index.ts',
  'packages/lab-ca/src/index.ts',
  'apps/server/src/main.ts',
  'apps/web/src/main.tsx',
  'apps/web/src/routes/message.tsx',
  'apps/web/src/ui/field.tsx',
  'apps/web/src/features/policies/policy-form.tsx',
  'apps/web/src/features/message-inspector/tree.tsx',
  'apps/web/src/features/message-inspector/message-search.ts',
  'node_modules/left-pad/index.js',
  'node_modules/zod/index.js',
];

/** One file each, with one import, and the rule it breaks (none: it is allowed). */
const cases: [file: string, source: string, rule?: string][] = [
  ['packages/der/src/a.ts', `import '../../x509/src/index.ts';`, 'arrows-of-packages-der'],
  ['packages/x509/src/a.ts', `import type { A } from '../../cmp/src/index.ts';`, 'arrows-of-packages-x509'],
  ['packages/x509/src/b.ts', `import '../../der/src/index.ts';`],
  ['packages/x509/src/c.ts', `import '../../der/src/tlv.ts';`, 'front-door'],
  ['packages/cmp/src/a.ts', `import { sign } from 'node:crypto';`, 'no-node-in-the-core'],
  ['packages/cmp/src/node/a.ts', `import { sign } from 'node:crypto';`],
  ['packages/cmp/src/b.test.ts', `import { sign } from 'node:crypto';`],
  ['packages/cmp/src/c.ts', `import '../../x509/src/node/index.ts';`, 'no-node-side-in-the-core'],
  ['packages/cmp/src/d.ts', `import 'left-pad';`, 'libraries-of-packages-cmp'],
  ['packages/cmp/src/e.test.ts', `import '../../lab-ca/src/index.ts';`, 'arrows-of-packages-cmp-tests'],
  ['packages/policy/src/a.ts', `import 'zod';`],
  ['packages/policy/src/c.ts', `import '../../x509/src/testing/index.ts';`, 'no-test-in-the-product'],
  ['packages/policy/src/c.test.ts', `import '../../x509/src/testing/index.ts';`],
  ['packages/policy/src/b.ts', `import '../../api/src/index.ts';`, 'arrows-of-packages-policy'],
  ['packages/api/src/a.ts', `import '../../../apps/server/src/main.ts';`, 'no-host-inside'],
  ['packages/brand-new/src/a.ts', `import '../../der/src/index.ts';`, 'unnamed-room'],
  ['apps/brand-new/src/a.ts', `import '../../../packages/der/src/index.ts';`, 'unnamed-room'],
  ['apps/server/src/a.ts', `import '../../../packages/lab-ca/src/index.ts';`, 'arrows-of-apps-server'],
  ['apps/server/src/a.test.ts', `import '../../../packages/lab-ca/src/index.ts';`],
  ['apps/server/src/b.ts', `import './missing.ts';`, 'no-dead-ends'],
  ['apps/web/src/a.tsx', `import '../../../packages/cmp/src/index.ts';`, 'web-cmp-in-the-inspector-only'],
  ['apps/web/src/b.tsx', `import './features/message-inspector/tree.tsx';`, 'web-inspector-is-lazy'],
  ['apps/web/src/c.tsx', `void import('./features/message-inspector/tree.tsx');`],
  ['apps/web/src/routes/d.tsx', `import '../features/message-inspector/tree.tsx';`],
  ['apps/web/src/e.tsx', `import './features/message-inspector/message-search.ts';`],
  [
    'apps/web/src/features/message-inspector/b-search.ts',
    `import '../../../../../packages/cmp/src/index.ts';`,
    'web-cmp-in-the-inspector-only',
  ],
  ['apps/web/src/ui/a.tsx', `import '../features/policies/policy-form.tsx';`, 'web-ground-floor'],
  ['apps/web/src/features/home/a.tsx', `import '../policies/policy-form.tsx';`, 'web-features-are-strangers'],
  ['apps/web/src/features/home/b.tsx', `import '../../routes/message.tsx';`, 'web-layers'],
  ['apps/web/src/features/home/c.tsx', `import '../../ui/field.tsx';`],
  ['apps/web/src/features/message-inspector/a.tsx', `import '../../../../../packages/cmp/src/index.ts';`],
  ['packages/x509/src/round.ts', `import './trip.ts';`, 'no-cycles'],
  ['packages/x509/src/square.ts', `import type { A } from './circle.ts';`],
];

let house: string;
let broken: Violation[];

interface Violation {
  from: string;
  rule: { name: string };
}

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'arrows-'));
  for (const file of empty) put(file, 'export {};\n');
  put('packages/x509/src/circle.ts', `import './square.ts';\n`);
  put('packages/x509/src/trip.ts', `import './round.ts';\n`);
  for (const name of ['left-pad', 'zod'])
    put(`node_modules/${name}/package.json`, JSON.stringify({ name, type: 'module' }));
  for (const [file, source] of cases) put(file, `${source}\nexport {};\n`);
  broken = violations();
}, 60_000);

afterAll(() => rmSync(house, { recursive: true, force: true }));

const titled = cases.map(([file, source, rule]) => ({
  file,
  rule,
  title: `${file}: ${source} ${rule ? `breaks ${rule}` : 'is allowed'}`,
}));

test.for(titled)('$title', ({ file, rule }) => {
  const rules = broken.filter((violation) => violation.from === file).map((violation) => violation.rule.name);
  expect(rules.toSorted()).toEqual(rule === undefined ? [] : expect.arrayContaining([rule]));
});

function put(file: string, source: string): void {
  mkdirSync(join(house, dirname(file)), { recursive: true });
  writeFileSync(join(house, file), source);
}

function violations(): Violation[] {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(root, '.dependency-cruiser.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', 'packages', 'apps'],
    {
      cwd: house,
      maxBuffer: 2 ** 26,
      encoding: 'utf8',
    },
  );
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } }; // dependency-cruiser's own format
  return summary.violations;
}
