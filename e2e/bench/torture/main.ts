import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startCluster } from '../../../apps/server/test/postgres-cluster.ts';
import { runTorture } from '../../../apps/server/test/torture/run-torture.ts';

const HELP = `npm run torture -- [--kills N] [--enrollments N] [--seed S] [--engine sqlite|postgres]

Enrolls and renews at a lab CA while the console's process is killed with SIGKILL at random moments, and compares what
the console has stored with what the CA has issued. npm test does the same with 50 kills and 200 enrollments; the same
seed gives the same mix and the same moments. Exit code 1 when a promise was broken.`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    enrollments: { type: 'string', default: '800' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    engine: { type: 'string', default: 'sqlite' },
    help: { type: 'boolean' },
  },
});
if (values.help === true) console.log(HELP);
else await torture();

async function torture(): Promise<void> {
  const [dataDir, labDir] = [folder(), folder()];
  const cluster = values.engine === 'postgres' ? await startCluster() : undefined;
  try {
    const [kills, enrollments, seed] = [Number(values.kills), Number(values.enrollments), Number(values.seed)];
    console.log(`${enrollments} enrollments, ${kills} kills, over ${values.engine}, with the seed ${seed}`);
    const databaseUrl = cluster?.url('postgres');
    const { broken, figures } = await runTorture({ kills, enrollments, seed, dataDir, labDir, databaseUrl });
    for (const [name, value] of Object.entries(figures)) console.log(`  ${name.padEnd(12)} ${Math.round(value)}`);
    for (const line of broken) console.error(`BROKEN: ${line}`);
    if (broken.length > 0) process.exitCode = 1;
  } finally {
    await cluster?.remove();
    for (const made of [dataDir, labDir]) rmSync(made, { recursive: true, force: true });
  }
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'torture-'));
}
