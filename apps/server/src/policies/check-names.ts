import { type FieldIssue, nameKey, type PolicyDraft, policyNameTaken, trustpointNameTaken } from '@crypto-cmp/policy';
import type { Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';

/**
 * What is wrong with the names of a draft against all other policies: the policy's own, and those of its trustpoints,
 * which are unique across policies.
 *
 * @param policyId the policy that is replaced; none for a new one
 */
export async function findTakenNames(
  database: Kysely<Database>,
  { name, trustpoints }: Pick<PolicyDraft, 'name' | 'trustpoints'>,
  policyId: string | undefined,
): Promise<FieldIssue[]> {
  const issues: FieldIssue[] = [];
  const same = await database
    .selectFrom('policies')
    .select('id')
    .where('nameKey', '=', nameKey(name))
    .executeTakeFirst();
  if (same !== undefined && same.id !== policyId) issues.push(policyNameTaken());

  const keys = trustpoints.map((trustpoint) => nameKey(trustpoint.name));
  const taken = await database
    .selectFrom('trustpoints')
    .innerJoin('policies', 'policies.id', 'trustpoints.policyId')
    .select(['trustpoints.nameKey', 'policies.name as policyName', 'policies.id as policyId'])
    .where('trustpoints.nameKey', 'in', keys)
    .execute();
  for (const other of taken) {
    if (other.policyId === policyId) continue;
    issues.push(trustpointNameTaken(keys.indexOf(other.nameKey), other.policyName));
  }
  return issues;
}
