import type { Overview } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import { toInstant } from '../instant.ts';
import type { Database } from '../storage/database.ts';

/** The renewal that the scheduler starts next; one that is due already counts as now. */
export async function readNextRenewal(database: Kysely<Database>, now: number): Promise<Overview['nextRenewal']> {
  const next = await database
    .selectFrom('trustpoints')
    .select(['id', 'name', 'renewAt'])
    .where('renewAt', 'is not', null)
    .orderBy('renewAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (next === undefined || next.renewAt === null) return null;
  return { trustpoint: { id: next.id, name: next.name }, at: toInstant(Math.max(next.renewAt, now)) };
}
