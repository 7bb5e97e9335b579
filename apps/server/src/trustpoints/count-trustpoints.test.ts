import { TRUSTPOINT_STATES } from '@crypto-cmp/policy';
import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { fillDatabase } from '../../test/fill-database.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { openStored } from '../../test/test-database.ts';
import { countTrustpoints } from './count-trustpoints.ts';
import { trustpointState } from './trustpoint-state.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);

test('counts, with and without a filter, what a look at each trustpoint counts, at any time', async () => {
  const dataDir = makeFolder();
  await (await startConsole({ dataDir })).close();
  const database = await openStored(dataDir);
  await fillDatabase(database, { policies: 40, trustpointsPerPolicy: 25 }, NOW);
  // Failures and revocations in every state, not only where they are usual.
  await sql`update trustpoints set failure_needs_action = 1 where position % 5 = 0`.execute(database);
  await sql`update trustpoints set revoked_at = ${NOW} where valid_until is not null and position % 11 = 0`.execute(
    database,
  );

  for (const days of [-200, 0, 2, 5, 9, 13, 45, 95, 200]) {
    const at = NOW + days * DAY;
    const rows = await database.selectFrom('trustpoints').selectAll().execute();
    const seen = rows.map((row) => trustpointState(row, LEAD_DAYS, at));
    const counts = await countTrustpoints(database, at);
    expect(counts, `after ${days} days`).toEqual({
      all: 1000,
      needsYou: seen.filter(({ needsYou }) => needsYou).length,
      ...Object.fromEntries(
        TRUSTPOINT_STATES.map((state) => [state, seen.filter((one) => one.state === state).length]),
      ),
    });
    expect(await countTrustpoints(database, at, sql<boolean>`1 = 1`)).toEqual(counts);
  }
});

/** Of what the database is filled with. */
const LEAD_DAYS = 14;
