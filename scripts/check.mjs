#!/usr/bin/env node
// `npm run check`: what a machine can see without running the product. Every step runs, whatever the others say.
import { installIfStale } from './parts/install-if-stale.mjs';
import { requireOldestNode } from './parts/node-for-sources.mjs';
import { runProgram } from './parts/run-program.mjs';
import { runMain } from './parts/stop.mjs';
import { writeCounts } from './parts/write-counts.mjs';

/** @type {[name: string, program: string, ...args: string[]][]} */
const STEPS = [
  ['types', 'node_modules/typescript/bin/tsc', '--build'],
  ['lint', 'node_modules/oxlint/bin/oxlint', '--type-aware'],
  ['format', 'node_modules/oxfmt/bin/oxfmt', '--list-different'],
  [
    'arrows',
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    ...'--config .dependency-cruiser.mjs apps packages e2e'.split(' '),
  ],
  ['dead code', 'node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'],
  ['drift of openapi.json', 'apps/server/scripts/write-openapi.ts', '--check'],
];

await runMain(async () => {
  requireOldestNode();
  installIfStale();
  let failed = 0;
  for (const [name, program, ...args] of STEPS) {
    const start = Date.now();
    const { status, output } = await runProgram(program, args, { quiet: true });
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
    if (status === 0) continue;
    failed += 1;
    console.log(output.trimEnd().replaceAll(/^/gm, '    '));
  }
  await writeCounts({ passed: STEPS.length - failed, failed });
  return failed === 0 ? 0 : 1;
});
