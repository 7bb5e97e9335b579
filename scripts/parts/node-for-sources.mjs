import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './root.mjs';
import { Stop } from './stop.mjs';

/**
 * The Node that runs the TypeScript sources: the one that npm installed, else the one that runs this script.
 * @returns {string} its path
 */
export function nodeForSources() {
  const installed = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  for (const node of [installed, process.execPath]) {
    if (existsSync(node) && stripsTypes(versionOf(node))) return node;
  }
  throw new Stop(
    `Node ${process.versions.node} cannot run the TypeScript sources, and none for ${process.platform}-${process.arch} ` +
      'comes with the dependencies. Install Node 24 and try again.',
  );
}

/** Refuses a Node that is too old even for what comes before the installation. */
export function requireOldestNode() {
  if (isAtLeast(process.versions.node, [20, 19])) return;
  throw new Stop(`Node ${process.versions.node} is too old: install Node 24 (20.19 is the oldest that works).`);
}

/** @param {string} node */
function versionOf(node) {
  if (node === process.execPath) return process.versions.node;
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim().slice(1) ?? '0';
}

/**
 * Node strips types without being asked since 22.18, and in the 23 series since 23.6.
 * @param {string} version
 */
function stripsTypes(version) {
  return version.startsWith('23.') ? isAtLeast(version, [23, 6]) : isAtLeast(version, [22, 18]);
}

/**
 * @param {string} version
 * @param {[major: number, minor: number]} least
 */
function isAtLeast(version, [leastMajor, leastMinor]) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
