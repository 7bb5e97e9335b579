import type { FieldComparison } from '@crypto-cmp/cmp';
import { DEFAULT_ADVANCED_SETTINGS } from '@crypto-cmp/policy';
import type { Kysely } from 'kysely';

import { serverAuthority } from '../policies/server-url.ts';
import type { Database } from '../storage/database.ts';
import { isSigned, readPlan } from './engine/plan.ts';
import type { EnrollmentRow } from './engine/queue.ts';
import type { FailureFacts } from './explanations/explanation.ts';
import { readReceived } from './stored-message.ts';

/** Collects what the explanation of an enrollment's failure may name. */
export async function failureFacts(database: Kysely<Database>, row: EnrollmentRow): Promise<FailureFacts> {
  const plan = row.plan === null ? undefined : readPlan(row.plan);
  const server = plan?.servers[row.serverIndex];
  const place = await database
    .selectFrom('trustpoints')
    .select('position')
    .where('id', '=', row.trustpointId)
    .executeTakeFirst();
  return {
    trustpointName: row.trustpointName,
    policyName: row.policyName,
    trustpointPointer: `/trustpoints/${place?.position ?? 0}`,
    serverPointer: `/servers/${Math.max(0, plan?.policy.servers.findIndex(({ role }) => role === server?.role) ?? 0)}`,
    host: server?.host ?? 'the server',
    server: server === undefined ? 'the server' : serverAuthority(server),
    advanced: plan?.policy.advanced ?? DEFAULT_ADVANCED_SETTINGS,
    referenceId: String(plan?.trustpoint.referenceId.value ?? 'the Reference ID'),
    protectedBy: isSigned(plan) ? 'certificate' : 'secret',
    differences: (await readComparison(database, row.id)).filter(({ verdict }) => verdict !== 'same'),
    requestedNames: plan?.trustpoint.subjectAltNames.map(({ value }) => value) ?? [],
  };
}

/** Requested and issued, field by field, of the last certificate that came. */
export async function readComparison(
  database: Kysely<Database>,
  enrollmentId: string,
): Promise<readonly FieldComparison[]> {
  const messages = await database
    .selectFrom('messages')
    .select('summary')
    .where('enrollmentId', '=', enrollmentId)
    .where('direction', '=', 'received')
    .orderBy('number', 'desc')
    .execute();
  for (const { summary } of messages) {
    const comparison = readReceived(summary)?.comparison;
    if (comparison !== undefined) return comparison;
  }
  return [];
}
