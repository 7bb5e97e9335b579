import type { PolicyDraft } from '@crypto-cmp/policy';
import type { Transaction } from 'kysely';

import type { Database } from '../storage/database.ts';

/** Keeps the table of who asks which server in step with a policy. */
export async function saveServers(
  database: Transaction<Database>,
  policyId: string,
  { servers }: Pick<PolicyDraft, 'servers'>,
): Promise<void> {
  await database.deleteFrom('policyServers').where('policyId', '=', policyId).execute();
  await database
    .insertInto('policyServers')
    .values(servers.map(({ role, transport, host, port }) => ({ policyId, role, transport, host, port })))
    .execute();
}
