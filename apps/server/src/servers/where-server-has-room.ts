import { type Kysely, type RawBuilder, sql } from 'kysely';

import { ALWAYS, anyOf, allOf } from '../storage/conditions.ts';
import type { Database } from '../storage/database.ts';

/**
 * Holds for trustpoints whose CA server has room in the queue: the backlog of one CA must neither fill the queue nor stand
 * before the renewals of another. Where the Primary's circuit is open it is the Secondary that is asked.
 */
export async function whereServerHasRoom(database: Kysely<Database>, now: number): Promise<RawBuilder<boolean>> {
  const crowded = await database
    .selectFrom('enrollments')
    .select('serverKey')
    .where('finishedAt', 'is', null)
    // What the CA lets wait, for days where a person decides, burdens nobody.
    .where('state', '!=', 'waiting')
    .where('serverKey', 'is not', null)
    .groupBy('serverKey')
    .having((have) => have.fn.countAll(), '>=', MOST_AT_ONE_SERVER)
    .execute();
  if (crowded.length === 0) return ALWAYS;
  const open = await database.selectFrom('serverGates').select('server').where('openUntil', '>', now).execute();
  const crowdedKeys = crowded.flatMap(({ serverKey }) => serverKey ?? []);
  const openKeys = open.map(({ server }) => server);
  const isFull = anyOf([
    asks('primary', crowdedKeys),
    allOf([asks('primary', openKeys), asks('secondary', crowdedKeys)]),
  ]);
  return sql<boolean>`not ${isFull}`;
}

function asks(role: 'primary' | 'secondary', keys: readonly string[]): RawBuilder<boolean> {
  if (keys.length === 0) return sql<boolean>`1 = 0`;
  const { policyId, role: roleColumn, transport, host, port } = COLUMNS;
  return sql<boolean>`exists (select 1 from ${sql.table('policyServers')} as server where ${policyId} = ${sql.ref('trustpoints.policyId')}
    and ${roleColumn} = ${role} and ${transport} || ' ' || ${host} || ' ' || ${port} in (${sql.join(keys)}))`;
}

const COLUMNS = {
  policyId: sql.ref('server.policyId'),
  role: sql.ref('server.role'),
  transport: sql.ref('server.transport'),
  host: sql.ref('server.host'),
  port: sql.ref('server.port'),
};
/** Enrollments under way at a server, or waiting for it, up to which the scheduler adds more. */
const MOST_AT_ONE_SERVER = 64;
