import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './root.mjs';
import { Stop } from './stop.mjs';

/** Runs `npm ci` when `node_modules` does not hold what the lockfile names. */
export function installIfStale() {
  if (!isStale()) return;
  console.log('Installing dependencies ...');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env['npm_execpath'];
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Stop('`npm ci` failed, see above. It needs to reach the npm registry.');
}

/** Optional packages are left out of the comparison: most of them are for other platforms. */
function isStale() {
  const installed = packagesOf('node_modules/.package-lock.json');
  if (!installed) return true;
  return Object.entries(packagesOf('package-lock.json') ?? {}).some(
    ([path, { version, optional, link }]) =>
      path.includes('node_modules/') && !optional && !link && installed[path]?.version !== version,
  );
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }> | undefined}
 */
function packagesOf(lockfile) {
  const path = join(root, lockfile);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}
