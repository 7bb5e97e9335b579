import type { Policy, PolicyTrustpoint } from '@crypto-cmp/api';
import { lintPolicy } from '@crypto-cmp/policy';
import type { Kysely, Selectable } from 'kysely';

import { toInstant, toInstantOrNull } from '../instant.ts';
import { refusal } from '../refusal.ts';
import type { Database, PolicyTable } from '../storage/database.ts';
import { trustpointState } from '../trustpoints/trustpoint-state.ts';
import { readPolicySettings, readTrustpointSettings } from './stored-settings.ts';

/**
 * Reads one policy with its trustpoints. Secrets are not even selected.
 *
 * @throws {Refusal} when there is none
 */
export async function readPolicy(database: Kysely<Database>, id: string, now: number): Promise<Policy> {
  const policy = await findPolicy(database, id);
  const settings = readPolicySettings(policy.settings);
  const trustpoints = await database
    .selectFrom('trustpoints')
    .leftJoin('enrollments', (join) =>
      join.onRef('enrollments.trustpointId', '=', 'trustpoints.id').on('enrollments.finishedAt', 'is', null),
    )
    .select([
      'trustpoints.id',
      'trustpoints.name',
      'trustpoints.subjectName',
      'trustpoints.settings',
      'trustpoints.secretSetAt',
      'trustpoints.validFrom',
      'trustpoints.validUntil',
      'trustpoints.revokedAt',
      'trustpoints.failureNeedsAction',
      'enrollments.id as runningEnrollmentId',
    ])
    .where('trustpoints.policyId', '=', id)
    .orderBy('trustpoints.position')
    .execute();
  return {
    id: policy.id,
    version: policy.version,
    createdAt: toInstant(policy.createdAt),
    updatedAt: toInstant(policy.updatedAt),
    name: policy.name,
    description: policy.description,
    ...settings,
    warnings: lintPolicy({ ...settings, trustpoints: trustpoints.map(toLinted) }, new Date(now)),
    trustpoints: trustpoints.map((row): PolicyTrustpoint => {
      const { state } = trustpointState(row, settings.certificateRenewalTimeout, now);
      return {
        id: row.id,
        name: row.name,
        subjectName: row.subjectName,
        ...readTrustpointSettings(row.settings),
        secret: { isSet: row.secretSetAt !== null, setAt: toInstantOrNull(row.secretSetAt) },
        state,
        notBefore: toInstantOrNull(row.validFrom),
        notAfter: toInstantOrNull(row.validUntil),
        runningEnrollmentId: row.runningEnrollmentId,
      };
    }),
  };
}

interface LintedColumns {
  readonly name: string;
  readonly settings: string;
  readonly secretSetAt: number | null;
  readonly validFrom: number | null;
  readonly validUntil: number | null;
}

function toLinted({ name, settings, secretSetAt, validFrom, validUntil }: LintedColumns) {
  const { recipientName } = readTrustpointSettings(settings);
  const certificate =
    validFrom === null || validUntil === null
      ? null
      : { notBefore: new Date(validFrom), notAfter: new Date(validUntil) };
  return { name, recipientName, hasSecret: secretSetAt !== null, certificate };
}

/** @throws {Refusal} when there is none */
export async function findPolicy(database: Kysely<Database>, id: string): Promise<Selectable<PolicyTable>> {
  const policy = await database.selectFrom('policies').selectAll().where('id', '=', id).executeTakeFirst();
  if (policy === undefined) throw refusal('policy-not-found', 'It may have been deleted meanwhile.');
  return policy;
}
