import { type Kysely, sql } from 'kysely';

import type { Database } from '../../src/storage/database.ts';

/** How many of the scheduler's renewals have ended well. */
export async function countRenewed(database: Kysely<Database>): Promise<number> {
  const { renewed } = await database
    .selectFrom('enrollments')
    .select((select) => select.fn.countAll<number>().as('renewed'))
    .where('startedBy', '=', 'scheduler')
    .where('state', '=', 'succeeded')
    .executeTakeFirstOrThrow();
  return renewed;
}

/** The name of the replica that holds the lock of the scheduler; undefined while nobody does. */
export async function leaderOf(database: Kysely<Database>): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select activity.application_name as name from pg_locks as locks
    join pg_stat_activity as activity on activity.pid = locks.pid and activity.datname = current_database()
    where locks.locktype = 'advisory' and locks.granted and locks.objid = ${LEADER_LOCK}`.execute(database);
  return rows[0]?.name;
}

/** As coordination/postgres-leadership.ts has it. */
const LEADER_LOCK = 4_711_002;
