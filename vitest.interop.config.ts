import { defineConfig } from 'vitest/config';

/** Tests that need another implementation on the machine (`openssl`): `*.interop.test.ts`, beside what they test. */
export default defineConfig({
  test: {
    name: 'interop',
    environment: 'node',
    include: ['{apps,packages,e2e}/**/*.interop.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
