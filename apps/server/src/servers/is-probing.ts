import type { Transaction } from 'kysely';

import type { Database } from '../storage/database.ts';
import type { ServerGate } from './lock-gate.ts';

/**
 * Whether the one enrollment that a half-open circuit lets through is under way. A probe that has ended without a word of
 * the server, such as a canceled one, is none any more.
 */
export async function isProbing(
  database: Transaction<Database>,
  { server, probeId }: Pick<ServerGate, 'server' | 'probeId'>,
): Promise<boolean> {
  if (probeId === null) return false;
  const probe = await database
    .selectFrom('enrollments')
    .select('id')
    .where('id', '=', probeId)
    .where('serverKey', '=', server)
    .where('hasPlace', '=', 1)
    .where('finishedAt', 'is', null)
    .executeTakeFirst();
  return probe !== undefined;
}
