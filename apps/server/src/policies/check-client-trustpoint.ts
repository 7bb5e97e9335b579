import type { FieldIssue, PolicyDraft } from '@crypto-cmp/policy';
import type { Transaction } from 'kysely';

import type { Database } from '../storage/database.ts';

/** The trustpoint whose certificate is shown to TLS servers must be one of this console's. */
export async function checkClientTrustpoint(
  database: Transaction<Database>,
  { advanced }: Pick<PolicyDraft, 'advanced'>,
): Promise<FieldIssue[]> {
  const { clientTrustpointId } = advanced.tls;
  if (clientTrustpointId === null) return [];
  const found = await database
    .selectFrom('trustpoints')
    .select('id')
    .where('id', '=', clientTrustpointId)
    .executeTakeFirst();
  if (found !== undefined) return [];
  return [
    {
      pointer: '/advanced/tls/clientTrustpointId',
      code: 'trustpoint-unknown',
      message: 'There is no such trustpoint any more. Choose another, or none',
    },
  ];
}
