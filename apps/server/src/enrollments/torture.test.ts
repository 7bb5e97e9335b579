import { expect, test } from 'vitest';

import { makeFolder } from '../../test/start-console.ts';
import { databaseEnvironment } from '../../test/test-database.ts';
import { runTorture } from '../../test/torture/run-torture.ts';

/** Another one with each run: what it finds is found again by `npm run torture -- --seed N`. */
const SEED = Number(process.env['TORTURE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

test(
  '200 enrollments end as they should, the server killed 50 times at random moments',
  { timeout: 900_000 },
  async () => {
    const [dataDir, labDir] = [makeFolder(), makeFolder()];
    const { DATABASE_URL: databaseUrl } = await databaseEnvironment(dataDir);
    const options = { kills: 50, enrollments: 200, seed: SEED, dataDir, labDir, databaseUrl };
    // Before anything else, so that it is known also of a run that does not end.
    process.stdout.write(`torture with the seed ${SEED}\n`);
    const { broken, figures } = await runTorture(options);
    const line = Object.entries(figures).map(([name, value]) => `${name} ${Math.round(value)}`);
    process.stdout.write(`torture over ${databaseUrl === undefined ? 'SQLite' : 'PostgreSQL'}: ${line.join(', ')}\n`);

    expect(broken, `with the seed ${SEED}`).toEqual([]);
    expect(figures).toMatchObject({ enrollments: 200, kills: 50 });
    // The kills did hit, and each way was gone.
    for (const name of ['succeeded', 'canceled', 'renewed', 'waited', 'failovers', 'fallbacks', 'resumed', 'resends']) {
      expect(figures[name], name).toBeGreaterThan(0);
    }
  },
);
