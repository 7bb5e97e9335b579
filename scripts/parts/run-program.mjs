import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { nodeForSources } from './node-for-sources.mjs';
import { root } from './root.mjs';

/**
 * Runs a JavaScript or TypeScript program of the project under the right Node and waits for its end.
 * @param {string} program its path in the project
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, quiet?: boolean }} [options] quiet: keep the output, do not show it
 * @returns {Promise<{ status: number, output: string }>}
 */
export function runProgram(program, args, { cwd = root, env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(nodeForSources(), [join(root, program), ...args], {
      cwd,
      env: { ...process.env, ...SILENCE, ...(quiet && { NO_COLOR: '1' }), ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** Tools must not call home. */
const SILENCE = { TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' };
