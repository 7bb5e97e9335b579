import { expect, test } from 'vitest';

import { runFleet } from '../../test/fleet/run-fleet.ts';
import { makeFolder } from '../../test/start-console.ts';
import { databaseEnvironment } from '../../test/test-database.ts';

test(
  'three replicas renew each of 60 trustpoints once, within the limits, though the one that leads is killed',
  { timeout: 600_000 },
  async () => {
    const [dataDir, labDir] = [makeFolder(), makeFolder()];
    const { DATABASE_URL: databaseUrl = '' } = await databaseEnvironment(dataDir);
    const limits = { concurrency: 2, startsPerMinute: 240 };
    const sizes = { trustpoints: 60, replicas: 3, servers: 2 };
    const { broken } = await runFleet({ ...sizes, ...limits, dataDir, labDir, databaseUrl, say: () => undefined });
    expect(broken).toEqual([]);
  },
);
