import { sql, type Transaction } from 'kysely';

import { caseOf } from '../../storage/conditions.ts';
import type { Database } from '../../storage/database.ts';
import { readFailureSubjects } from './failure-subjects.ts';
import type { EndReason, Leaver, Newcomer, OpenMember } from './newcomer.ts';
import { readServer, type ServedTrustpoint, serverSubject } from './server-subject.ts';
import { type TrustpointRule, trustpointCondition } from './trustpoint-conditions.ts';

/** What has come of looking at some trustpoints by one rule. */
export interface TrustpointCheck {
  readonly newcomers: readonly Newcomer[];
  readonly leavers: readonly Leaver[];
}

/** Compares what holds for some trustpoints with the alerts they are in. A rule that is off holds for none. */
export async function checkTrustpoints(
  database: Transaction<Database>,
  rule: TrustpointRule,
  ids: readonly string[],
  open: readonly OpenMember[],
  now: number,
): Promise<TrustpointCheck> {
  const rows = await readTrustpoints(database, rule, ids, now);
  const known = new Map(rows.map((row) => [row.id, row]));
  const members = new Map(open.map((member) => [member.member, member]));
  const leavers = open
    .filter(({ member }) => known.get(member)?.holds !== 1)
    .map((member) => ({ ...member, reason: rule.enabled ? reasonOf(rule, known.get(member.member), now) : 'rule-off' }) as const);
  const affected = rows.filter((row) => row.holds === 1 && isNews(rule, row, members.get(row.id)));
  return { leavers, newcomers: await toNewcomers(database, rule, affected) };
}

type Row = ServedTrustpoint & {
  readonly id: string;
  readonly name: string;
  readonly validUntil: number | null;
  readonly revokedAt: number | null;
  readonly enrollmentId: string | null;
  readonly holds: number;
};

async function readTrustpoints(
  database: Transaction<Database>,
  rule: TrustpointRule,
  ids: readonly string[],
  now: number,
): Promise<Row[]> {
  const holds = rule.enabled ? caseOf(trustpointCondition(rule, now), true) : sql<boolean>`1 = 0`;
  return await database
    .selectFrom('trustpoints')
    // Left, so that no planner begins with the policies, and reads them all.
    .leftJoin('policies', 'policies.id', 'trustpoints.policyId')
    .leftJoin('policyServers', (join) =>
      join.onRef('policyServers.policyId', '=', 'trustpoints.policyId').on('policyServers.role', '=', 'primary'),
    )
    .select([
      'trustpoints.id',
      'trustpoints.name',
      'trustpoints.policyId',
      'trustpoints.validUntil',
      'trustpoints.revokedAt',
      'policies.name as policyName',
      'trustpoints.lastFailureEnrollmentId as enrollmentId',
      'policyServers.transport',
      'policyServers.host',
      'policyServers.port',
      sql<number>`case when ${holds} then 1 else 0 end`.as('holds'),
    ])
    .where('trustpoints.id', 'in', ids)
    .execute();
}

/** One that has failed again may have done so for another reason; and a certificate may be another one. */
function isNews({ kind }: TrustpointRule, row: Row, member: OpenMember | undefined): boolean {
  if (member === undefined || member.validUntil !== row.validUntil) return true;
  return kind === 'enrollment-failed' && member.enrollmentId !== row.enrollmentId;
}

async function toNewcomers(
  database: Transaction<Database>,
  { kind }: TrustpointRule,
  rows: readonly Row[],
): Promise<Newcomer[]> {
  const subjectOf =
    kind === 'enrollment-failed'
      ? await readFailureSubjects(database, rows)
      : (row: Row) => ({ enrollmentId: null, ...serverSubject(row, readServer(row)) });
  return rows.map((row) => {
    const { id, name, policyId, policyName, validUntil } = row;
    return { member: id, name, policyId, policyName: policyName ?? '', validUntil, ...subjectOf(row) };
  });
}

function reasonOf({ kind }: TrustpointRule, row: Row | undefined, now: number): EndReason {
  if (row === undefined) return 'removed';
  if (kind === 'enrollment-failed') return 'cured';
  if (row.revokedAt !== null) return 'revoked';
  // Too late is no end: another alert says so.
  if (kind !== 'certificate-expired' && row.validUntil !== null && row.validUntil < now) return 'replaced';
  return 'cured';
}
