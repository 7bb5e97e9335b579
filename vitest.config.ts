import { readdirSync } from 'node:fs';

import { configDefaults, defineConfig } from 'vitest/config';

const exclude = [...configDefaults.exclude, '**/dist/**', '**/*.interop.test.ts', '**/*.postgres.test.ts'];

/** A project for each room: `npx vitest run --project cmp` runs one alone. */
export default defineConfig({
  test: {
    projects: [
      ...readdirSync('packages').map((room) => onNode(room, `packages/${room}`)),
      ...readdirSync('apps')
        .filter((room) => room !== 'web')
        .map((room) => onNode(room, `apps/${room}`)),
      onNode('house', 'scripts'),
      onNode('fuzz', 'e2e/fuzz'),
      {
        extends: './apps/web/vite.config.ts',
        test: {
          name: 'web',
          root: 'apps/web',
          environment: 'happy-dom',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude,
        },
      },
    ],
  },
});

function onNode(name: string, root: string) {
  // Many tests start programs or make RSA keys; beside all the others, on two cores, five seconds are not enough.
  const testTimeout = 30_000;
  return { test: { name, root, environment: 'node', include: ['**/*.test.ts'], exclude, testTimeout } };
}
