import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/cmp-conformance.md'), 'utf8');

/** Where the tests are that the page names, by the first word of a file's name there. */
const ROOMS = { cmp: 'packages/cmp/src', lab: 'packages/lab-ca/src', cli: 'apps/cli/src', e2e: 'e2e' };

/** How many rules there are of each kind. */
const RULES = {
  H: 17,
  P: 11,
  X: 4,
  G: 5,
  V: 13,
  F: 13,
  N: 24,
  C: 3,
  U: 9,
  J: 7,
  A: 6,
  K: 23,
  R: 10,
  I: 19,
  W: 10,
  L: 22,
  T: 10,
  Z: 18,
  B: 8,
};

describe('the page about conformance', () => {
  const named = [...new Set([...page.matchAll(/`([\w/.-]+ › [^`]+)`/g)].map(([, name = '']) => name))].filter(
    (name) => name !== 'file › words of its name',
  );

  it.each(named)('names a test that is there: %s', (name) => {
    const [file = '', words = ''] = name.split(' › ');
    expect(sourcesOf(file).filter((source) => source.includes(words))).not.toEqual([]);
  });

  it('has a row for each rule, and no rule twice', () => {
    const rows = [...page.matchAll(/^\| ([A-Z]-\d\d) \|/gm)].map(([, id]) => id);
    const expected = Object.entries(RULES).flatMap(([kind, count]) =>
      Array.from({ length: count }, (_, index) => `${kind}-${String(index + 1).padStart(2, '0')}`),
    );
    expect(rows).toHaveLength(expected.length);
    expect(new Set(rows)).toEqual(new Set(expected));
  });
});

/** What stands in the tests of that name, with quotes as they are meant. */
function sourcesOf(file: string): readonly string[] {
  const [first = '', rest] = file.split('/');
  const room = rest === undefined ? ROOMS.cmp : Object.entries(ROOMS).find(([key]) => key === first)?.[1];
  const found = globSync(`${room}/**/${rest ?? first}{.test,.interop.test}.ts`, { cwd: root });
  return found
    .filter((path) => !path.includes('node_modules') && basename(path).startsWith(rest ?? first))
    .map((path) => readFileSync(join(root, path), 'utf8').replaceAll("\\'", "'"));
}
