import { readdirSync, readFileSync } from 'node:fs';

import { configDefaults, defineConfig } from 'vitest/config';

/** About the data folder and its files, pages, or what no database has a part in. */
const ON_SQLITE_ALONE = [
  'src/main.test.ts',
  'src/storage/data-folder-lock.test.ts',
  'src/web/**',
  'src/http/same-origin*',
].map((file) => `apps/server/${file}`);

/**
 * The tests of the server once more, over PostgreSQL: every one that starts a console, and those that are about
 * PostgreSQL alone (`*.postgres.test.ts`).
 */
export default defineConfig({
  test: {
    name: 'server-postgres',
    environment: 'node',
    include: readdirSync('apps/server/src', { recursive: true, encoding: 'utf8' })
      .map((file) => `apps/server/src/${file}`)
      .filter((file) => file.endsWith('.test.ts'))
      .filter(
        (file) =>
          file.endsWith('.postgres.test.ts') ||
          /\/test\/start-(?:console|server)\.ts'/.test(readFileSync(file, 'utf8')),
      ),
    exclude: [...configDefaults.exclude, '**/*.interop.test.ts', ...ON_SQLITE_ALONE],
    globalSetup: 'apps/server/test/postgres-setup.ts',
    testTimeout: 60_000,
  },
});
