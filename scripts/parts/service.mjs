import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve as resolvePath } from 'node:path';
import { createInterface } from 'node:readline';

import { nodeForSources } from './node-for-sources.mjs';
import { root } from './root.mjs';
import { Stop } from './stop.mjs';

/**
 * @typedef {object} Service
 * @property {string} name
 * @property {string[]} lines what it had printed when it became ready
 * @property {Promise<number>} ended its exit code
 * @property {() => Promise<void>} stop asks it to stop; after 10 seconds it is ended
 */

/**
 * Starts a program of the project and waits until it prints its ready line. Before that its output is kept; after that
 * each line is passed on under its name.
 * @param {object} what
 * @param {string} what.name
 * @param {string} what.program its path in the project
 * @param {string[]} [what.args]
 * @param {string[]} [what.nodeFlags]
 * @param {RegExp} what.ready
 * @param {Record<string, string>} [what.env]
 * @param {AbortSignal} [what.signal] aborted: do not wait any longer
 * @returns {Promise<Service>}
 */
export async function startService({ name, program, args = [], nodeFlags = [], ready, env = {}, signal }) {
  // A group of its own: Ctrl-C in a terminal reaches this script alone, which then stops the services in order.
  const child = spawn(nodeForSources(), [...nodeFlags, resolvePath(root, program), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);

  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.removeListener('exit', killed);
      resolve(code ?? 1);
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const hurry = setTimeout(killed, STOP_SECONDS * 1000);
    await ended;
    clearTimeout(hurry);
  };

  /** @type {string[]} */
  const lines = [];
  let isReady = false;
  /** @type {Promise<void>} */
  const becomesReady = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        if (isReady) {
          console.log(`${name} | ${line}`);
          return;
        }
        lines.push(line);
        if (ready.test(line)) setImmediate(resolve);
      });
    }
  });
  const outcome = await Promise.race([becomesReady, ended, timeout(READY_SECONDS), aborted(signal)]);
  isReady = true;
  if (outcome === undefined) return { name, lines, ended, stop };

  await stop();
  if (outcome === 'aborted') throw new Stop('Stopped before it was ready.');
  const reason = outcome === 'timeout' ? `was not ready after ${READY_SECONDS} s` : 'did not start';
  throw new Stop([...lines.map((line) => `${name} | ${line}`), `The ${name} ${reason}, see above.`].join('\n'));
}

/**
 * Says before anything is started whether a port is taken, and what to do.
 * @param {number} port
 * @param {string} host
 * @param {string} advice
 * @returns {Promise<void>}
 */
export function requireFreePort(port, host, advice) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => reject(new Stop(`Port ${port} is taken by another program. ${advice}`)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/**
 * @param {number} seconds
 * @returns {Promise<'timeout'>}
 */
function timeout(seconds) {
  return new Promise((resolve) => {
    setTimeout(() => resolve('timeout'), seconds * 1000).unref();
  });
}

/**
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<'aborted'>}
 */
function aborted(signal) {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve('aborted');
    signal?.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
}

const READY_SECONDS = 60;
const STOP_SECONDS = 10;
