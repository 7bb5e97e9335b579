import type { Kysely } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { transact } from '../../storage/transact.ts';
import { inSlices } from './slices.ts';

/** Alerts that ended long ago go, with their messages; and the CA certificates that nothing uses any more. */
export async function forgetOldAlerts(database: Kysely<Database>, now: number): Promise<void> {
  const old = await database
    .selectFrom('alerts')
    .select('id')
    .where('endedAt', '<', now - KEPT_MS)
    .execute();
  for (const { id } of old) await forgetAlert(database, id);
  await database
    .deleteFrom('caCertificates')
    .where('validUntil', '<', now - KEPT_MS)
    .where((where) =>
      where.and([
        where.not(
          where.exists(
            where
              .selectFrom('policyAnchors')
              .select('policyId')
              .whereRef('policyAnchors.fingerprint', '=', 'caCertificates.fingerprint'),
          ),
        ),
        where.not(
          where.exists(
            where
              .selectFrom('trustpointIssuers')
              .select('trustpointId')
              .whereRef('trustpointIssuers.fingerprint', '=', 'caCertificates.fingerprint'),
          ),
        ),
      ]),
    )
    .execute();
}

/** Its members first, some at a time: of a storm there are tens of thousands. */
async function forgetAlert(database: Kysely<Database>, id: string): Promise<void> {
  await inSlices(undefined, async (_key, size) => {
    const isEmpty = await transact(database, async (transaction) => {
      const { numDeletedRows } = await transaction
        .deleteFrom('alertMembers')
        .where('alertId', '=', id)
        .where('member', 'in', (query) =>
          query.selectFrom('alertMembers').select('member').where('alertId', '=', id).limit(size),
        )
        .executeTakeFirst();
      return Number(numDeletedRows) < size;
    });
    return isEmpty ? undefined : { next: undefined };
  });
  await database.deleteFrom('alerts').where('id', '=', id).execute();
}

const KEPT_MS = 90 * 86_400_000;
