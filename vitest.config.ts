import { defineConfig } from 'vitest/config';

/** One project per workspace that has tests: `npx vitest run --project cmp` runs one room alone. */
export default defineConfig({
  test: {
    projects: [
      ...['der', 'x509', 'cmp', 'policy', 'api', 'lab-ca'].map((room) => inNode(room, `packages/${room}`)),
      inNode('server', 'apps/server'),
      inNode('house', 'scripts'),
      {
        extends: './apps/web/vite.config.ts',
        test: {
          name: 'web',
          root: 'apps/web',
          environment: 'happy-dom',
          include: ['src/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
});

function inNode(name: string, root: string) {
  return {
    test: {
      name,
      root,
      environment: 'node',
      include: ['**/*.test.{ts,mjs}'],
      exclude: ['**/node_modules/**', '**/dist/**'],
    },
  };
}
