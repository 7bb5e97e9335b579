import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { runFleet } from '../../../apps/server/test/fleet/run-fleet.ts';
import { startCluster } from '../../../apps/server/test/postgres-cluster.ts';

const HELP = `npm run bench:fleet -- [--trustpoints N] [--replicas N] [--servers N] [--concurrency N] [--starts-per-minute N]

Starts three replicas over a PostgreSQL of its own when the renewals of 2,000 trustpoints are due, at four CA servers of
which two are slow, and kills the replica that leads when half of them are done. Exit code 1 when one was not renewed
exactly once, or a limit did not hold; slowness breaks nothing.`;

const { values } = parseArgs({
  options: {
    trustpoints: { type: 'string', default: '2000' },
    replicas: { type: 'string', default: '3' },
    servers: { type: 'string', default: '4' },
    concurrency: { type: 'string', default: '4' },
    'starts-per-minute': { type: 'string', default: '150' },
    help: { type: 'boolean' },
  },
});
if (values.help === true) console.log(HELP);
else await measure();

async function measure(): Promise<void> {
  const [dataDir, labDir] = [folder(), folder()];
  const cluster = await startCluster();
  try {
    const { broken, figures } = await runFleet({
      trustpoints: Number(values.trustpoints),
      replicas: Number(values.replicas),
      servers: Number(values.servers),
      concurrency: Number(values.concurrency),
      startsPerMinute: Number(values['starts-per-minute']),
      dataDir,
      labDir,
      databaseUrl: cluster.url('postgres'),
      say: (line) => console.log(line),
    });
    for (const [name, value] of figures) console.log(`  ${name.padEnd(62)} ${value}`);
    for (const line of broken) console.error(`BROKEN: ${line}`);
    if (broken.length > 0) process.exitCode = 1;
  } finally {
    await cluster.remove();
    for (const made of [dataDir, labDir]) rmSync(made, { recursive: true, force: true });
  }
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'bench-fleet-'));
}
