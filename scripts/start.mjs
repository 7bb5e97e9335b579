#!/usr/bin/env node
// `npm start`: from a fresh clone to a console in the browser. Plain JavaScript, because it runs before Node 24 is here.
import { join } from 'node:path';

import { buildWeb } from './parts/build-web.mjs';
import { installIfStale } from './parts/install-if-stale.mjs';
import { nodeForSources, requireOldestNode } from './parts/node-for-sources.mjs';
import { root } from './parts/root.mjs';
import { runServices } from './parts/run-services.mjs';
import { requireFreePort } from './parts/service.mjs';
import { runMain, Stop } from './parts/stop.mjs';

const LOOPBACK = '127.0.0.1';
const ANY_URL = /https?:\/\/[^\s/]+/;
const READY_LINE = /listening on (https?:\/\/\S+)/;
const HELP = `npm start: installs and builds what is missing, then starts the lab CA and the console.

  PORT         port of the console (8080; 0 picks a free one)
  HOST         address of the console (127.0.0.1)
  DATA_DIR     folder of the console's database (./data/console)
  LAB_CA_PORT  port of the lab CA (8829; 0 picks a free one)
  LAB_CA_DIR   folder of the lab CA's data (./data/lab-ca)

Further settings of the console: npm run serve -- --help
Exit codes: 0 stopped on request, 1 could not start or a program ended.`;

await runMain(async () => {
  if (process.argv.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  requireOldestNode();
  const settings = readSettings();
  await requireFreePort(settings.port, settings.host, 'Stop that program or choose another port: PORT=8081 npm start');
  await requireFreePort(
    settings.labCaPort,
    LOOPBACK,
    'Stop that program or choose another: LAB_CA_PORT=8830 npm start',
  );
  installIfStale();
  nodeForSources();
  await buildWeb();
  return serveUntilStopped(settings);
});

/** @param {ReturnType<typeof readSettings>} settings */
function serveUntilStopped({ host, port, dataDir, labCaPort, labCaDir }) {
  return runServices(async (start) => {
    const labCa = await start({
      name: 'lab CA',
      program: 'packages/lab-ca/src/node/main.ts',
      args: ['--port', String(labCaPort), '--data', labCaDir],
      ready: ANY_URL,
    });
    const server = await start({
      name: 'console',
      program: 'apps/server/src/main.ts',
      ready: READY_LINE,
      env: {
        HOST: host,
        LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn',
        PORT: String(port),
        DATA_DIR: dataDir,
        LAB_CA_URL: String(firstMatch(labCa.lines, ANY_URL)?.[0]),
        LAB_CA_DIR: labCaDir,
      },
    });
    const url = String(firstMatch(server.lines, READY_LINE)?.[1]);
    console.log(welcome(url, labCa.lines));
  });
}

/**
 * @param {string[]} lines
 * @param {RegExp} pattern
 */
function firstMatch(lines, pattern) {
  return lines.map((line) => pattern.exec(line)).find((match) => match !== null);
}

/**
 * @param {string} url
 * @param {string[]} labCaLines
 */
function welcome(url, labCaLines) {
  return ['', 'The console is ready. Open', '', `    ${url}`, '', 'The lab CA to try it with:', '']
    .concat(
      labCaLines.map((line) => `    ${line}`),
      ['', 'Stop both with Ctrl-C.', ''],
    )
    .join('\n');
}

function readSettings() {
  const { HOST, PORT, DATA_DIR, LAB_CA_PORT, LAB_CA_DIR } = process.env;
  return {
    host: HOST || LOOPBACK,
    port: portOf('PORT', PORT || '8080'),
    dataDir: DATA_DIR || join(root, 'data/console'),
    labCaPort: portOf('LAB_CA_PORT', LAB_CA_PORT || '8829'),
    labCaDir: LAB_CA_DIR || join(root, 'data/lab-ca'),
  };
}

/**
 * @param {string} name
 * @param {string} text
 */
function portOf(name, text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Stop(`${name} is "${text}": expected a whole number from 0 to 65535.`);
}
