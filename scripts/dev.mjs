#!/usr/bin/env node
// `npm run dev`: both programs with reload. The page comes from Vite, the API from a server that restarts on change.
import { join } from 'node:path';

import { installIfStale } from './parts/install-if-stale.mjs';
import { requireOldestNode } from './parts/node-for-sources.mjs';
import { root } from './parts/root.mjs';
import { runServices } from './parts/run-services.mjs';
import { requireFreePort } from './parts/service.mjs';
import { runMain } from './parts/stop.mjs';

const LOOPBACK = '127.0.0.1';
const PORT = Number(process.env['PORT'] || 8080);
const LAB_CA_PORT = Number(process.env['LAB_CA_PORT'] || 8829);
const WEB_PORT = Number(process.env['WEB_PORT'] || 5173);

await runMain(async () => {
  requireOldestNode();
  for (const port of [PORT, LAB_CA_PORT, WEB_PORT]) {
    await requireFreePort(port, LOOPBACK, 'Stop that program, or set PORT, LAB_CA_PORT or WEB_PORT.');
  }
  installIfStale();
  return runServices(async (start) => {
    for (const program of programs()) await start(program);
    console.log(`\nReady for changes. Open\n\n    http://${LOOPBACK}:${WEB_PORT}\n\nStop everything with Ctrl-C.\n`);
  });
});

function programs() {
  const labCaDir = join(root, 'data/lab-ca');
  return [
    {
      name: 'lab CA',
      program: 'packages/lab-ca/src/node/main.ts',
      args: ['--port', String(LAB_CA_PORT), '--data', labCaDir],
      nodeFlags: ['--watch', '--watch-preserve-output'],
      ready: /https?:\/\/\S+/,
    },
    {
      name: 'server',
      program: 'apps/server/src/main.ts',
      nodeFlags: ['--watch', '--watch-preserve-output'],
      ready: /listening on http/,
      env: {
        PORT: String(PORT),
        DATA_DIR: join(root, 'data/console'),
        LAB_CA_URL: `http://${LOOPBACK}:${LAB_CA_PORT}`,
        LAB_CA_DIR: labCaDir,
      },
    },
    {
      name: 'page',
      program: 'node_modules/vite/bin/vite.js',
      args: [
        'apps/web',
        '--config',
        'apps/web/vite.config.ts',
        '--host',
        LOOPBACK,
        '--port',
        String(WEB_PORT),
        '--strictPort',
      ],
      ready: /https?:\/\/\S+/,
      env: { CONSOLE_SERVER_URL: `http://${LOOPBACK}:${PORT}` },
    },
  ];
}
