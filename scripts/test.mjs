#!/usr/bin/env node
// `npm test`: every test there is. Installs and builds what is missing; says loudly what it had to leave out, and with
// CI=true a test that was left out counts as failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildWeb } from './parts/build-web.mjs';
import { installIfStale } from './parts/install-if-stale.mjs';
import { requireOldestNode } from './parts/node-for-sources.mjs';
import { root } from './parts/root.mjs';
import { runProgram } from './parts/run-program.mjs';
import { runMain, Stop } from './parts/stop.mjs';
import { writeCounts } from './parts/write-counts.mjs';

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Result */

const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** @type {{ name: string, needs: Record<string, () => boolean>, run: (report: string) => Promise<Result> }[]} */
const SUITES = [
  {
    name: 'unit tests',
    needs: {},
    run: (report) => runVitest(report, []),
  },
  {
    name: 'tests of the server on PostgreSQL',
    needs: {
      'PostgreSQL 14 or newer (Debian package postgresql; POSTGRES_BIN names another folder, TEST_DATABASE_URL a server)':
        hasPostgres,
    },
    run: (report) => runVitest(report, ['--config', 'vitest.postgres.config.ts']),
  },
  {
    name: 'tests against OpenSSL',
    needs: { 'openssl 3 (Debian package openssl)': hasOpenssl },
    run: (report) => runVitest(report, ['--config', 'vitest.interop.config.ts']),
  },
  {
    name: 'browser tests',
    needs: { 'Chromium (Debian package chromium; CHROMIUM names another path)': () => existsSync(chromium) },
    run: runPlaywright,
  },
];

await runMain(async () => {
  requireOldestNode();
  installIfStale();
  const folder = mkdtempSync(join(tmpdir(), 'test-reports-'));
  const total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const leftOut = [];
  for (const [index, suite] of SUITES.entries()) {
    console.log(`\n== ${suite.name}`);
    const missing = Object.entries(suite.needs).filter(([, isThere]) => !isThere());
    if (missing.length > 0) {
      leftOut.push(`${suite.name}: this machine lacks ${missing.map(([what]) => what).join(', ')}`);
      continue;
    }
    const { passed, failed, skipped } = await suite.run(join(folder, `${index}.json`)).catch(notRun);
    total.passed += passed;
    total.failed += failed;
    leftOut.push(...skipped.map((test) => `${suite.name}: ${test}`));
  }
  rmSync(folder, { recursive: true, force: true });

  if (leftOut.length > 0) {
    console.log(`\nNOT TESTED:\n${leftOut.map((line) => `  - ${line}`).join('\n')}`);
    if (process.env['CI'] === 'true') total.failed += leftOut.length;
  }
  console.log();
  await writeCounts(total);
  return total.failed === 0 ? 0 : 1;
});

/**
 * @param {string} report
 * @param {string[]} args
 * @returns {Promise<Result>}
 */
async function runVitest(report, args) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = await runProgram('node_modules/vitest/vitest.mjs', [
    'run',
    '--passWithNoTests',
    ...reporters,
    ...args,
  ]);
  /** @type {{ testResults: { name: string, status: string, assertionResults: { status: string, fullName: string }[] }[] }} */
  const { testResults } = readReport(report) ?? { testResults: [] };
  const tests = testResults.flatMap((file) => file.assertionResults);
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = tests.filter((test) => test.status === 'failed').length + brokenFiles.length;
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: atLeastOneIf(status !== 0, failed),
    skipped: tests.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
  };
}

/**
 * @param {string} report
 * @returns {Promise<Result>}
 */
async function runPlaywright(report) {
  await buildWeb();
  const { status } = await runProgram('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    cwd: join(root, 'e2e'),
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, CHROMIUM: chromium },
  });
  /** @type {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} */
  const { stats } = readReport(report) ?? { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } };
  return {
    passed: stats.expected,
    // A test that passed only when tried again is not a passed test.
    failed: atLeastOneIf(status !== 0, stats.unexpected + stats.flaky),
    skipped: stats.skipped > 0 ? [`${stats.skipped} skipped, listed above`] : [],
  };
}

/**
 * The other suites have their say even when one cannot run at all.
 * @param {unknown} error
 * @returns {Result}
 */
function notRun(error) {
  if (!(error instanceof Stop)) throw error;
  console.error(error.message);
  return { passed: 0, failed: 1, skipped: [] };
}

/** @param {string} report */
function readReport(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
}

/**
 * A runner that ends badly without naming a failed test has failed all the same.
 * @param {boolean} endedBadly
 * @param {number} failed
 */
function atLeastOneIf(endedBadly, failed) {
  return endedBadly ? Math.max(1, failed) : failed;
}

function hasPostgres() {
  const { TEST_DATABASE_URL: server, POSTGRES_BIN: given } = process.env;
  if (server) return true;
  if (given) return existsSync(join(given, 'initdb'));
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  return versions.some((version) => existsSync(join(debian, version, 'bin', 'initdb')));
}

function hasOpenssl() {
  const { stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return /^OpenSSL [3-9]/.test(stdout ?? '');
}
