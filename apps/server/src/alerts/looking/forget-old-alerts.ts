import type { Kysely } from 'kysely';

import type { Database } from '../../storage/database.ts';

/** Alerts that ended long ago go, with their messages; and the CA certificates that nothing uses any more. */
export async function forgetOldAlerts(database: Kysely<Database>, now: number): Promise<void> {
  await database
    .deleteFrom('alerts')
    .where('endedAt', '<', now - KEPT_MS)
    .execute();
  await database
    .deleteFrom('caCertificates')
    .where('validUntil', '<', now - KEPT_MS)
    .where('fingerprint', 'not in', (query) => query.selectFrom('policyAnchors').select('fingerprint'))
    .where('fingerprint', 'not in', (query) => query.selectFrom('trustpointIssuers').select('fingerprint'))
    .execute();
}

const KEPT_MS = 90 * 86_400_000;
