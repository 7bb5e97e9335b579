import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

test('the client, and all it needs while running, load no validation library', async () => {
  const loaded = await loadedBy(new URL('create-client.ts', import.meta.url));
  expect([...loaded].map((url) => url.slice(url.lastIndexOf('/src/') + 5)).toSorted()).toEqual([
    'client/api-error.ts',
    'client/create-client.ts',
    'client/request-url.ts',
    'contract/endpoints.ts',
    'contract/etag.ts',
    'contract/problem-codes.ts',
  ]);
});

/** Every file that a file imports, directly or not, by more than a type. Fails on a package. */
async function loadedBy(file: URL, known = new Set<string>()): Promise<Set<string>> {
  if (known.has(file.href)) return known;
  known.add(file.href);
  const source = await readFile(file, 'utf8');
  for (const [, clause = '', specifier = ''] of source.matchAll(/^import ([^;]*?) from '([^']+)';/gms)) {
    if (clause.startsWith('type ')) continue;
    if (!specifier.startsWith('.')) throw new Error(`expected only own files, got ${specifier}`);
    await loadedBy(new URL(specifier, file), known);
  }
  return known;
}
