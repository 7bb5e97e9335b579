import { type Kysely, sql } from 'kysely';

import { whereServerHasRoom } from '../servers/where-server-has-room.ts';
import type { Database } from '../storage/database.ts';
import { readRenewalFacts } from './renewal-facts.ts';
import { admit } from './renewal-times.ts';

/** A renewal that is due. */
export interface DueRenewal {
  readonly id: string;
  /** When its window lets it be tried: now or earlier, or in the next opening, when it missed the last one. */
  readonly admittedAt: number;
}

/** What is due and not under way, by an index: what is overdue first, then what expires first. */
export async function findDue(database: Kysely<Database>, now: number, limit: number): Promise<DueRenewal[]> {
  const hasRoom = await whereServerHasRoom(database, now);
  const rows = await database
    .selectFrom('trustpoints')
    .innerJoin('policies', 'policies.id', 'trustpoints.policyId')
    .select([
      'trustpoints.id',
      'trustpoints.renewFrom',
      'trustpoints.overdueFrom',
      'policies.settings as policySettings',
    ])
    // Asked so, SQLite takes the index whatever its statistics say: they may be of a time when nothing had a certificate.
    .where('trustpoints.id', 'in', (query) =>
      query.selectFrom('trustpoints as due').select('due.id').where('due.renewAt', '<=', now),
    )
    .where(hasRoom)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('enrollments')
            .select('enrollments.id')
            .whereRef('enrollments.trustpointId', '=', 'trustpoints.id')
            .where('enrollments.finishedAt', 'is', null),
        ),
      ),
    )
    .orderBy(sql`case when ${sql.ref('trustpoints.overdueFrom')} <= ${now} then 0 else 1 end`)
    .orderBy('trustpoints.validUntil')
    .orderBy('trustpoints.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, admittedAt: admit(readRenewalFacts(row), now) }));
}

/** How many enrollments are being worked, or could be: not those that wait for a CA, or for their turn at it. */
export async function countActive(database: Kysely<Database>, now: number): Promise<number> {
  const { count } = await database
    .selectFrom('enrollments')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('finishedAt', 'is', null)
    .where((where) => where.or([where('nextStepAt', '<=', now), where('leaseExpiresAt', '>', now)]))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Puts a due renewal off. */
export async function postponeDue(database: Kysely<Database>, id: string, until: number, now: number): Promise<void> {
  await database
    .updateTable('trustpoints')
    .set({ renewAt: until })
    .where('id', '=', id)
    .where('renewAt', '<=', now)
    .execute();
}
