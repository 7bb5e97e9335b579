import { type RawBuilder, sql, type Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { isOneOf } from '../../storage/is-one-of.ts';
import { readFailureSubjects } from './failure-subjects.ts';
import type { EndReason, Leaver, Newcomer, OpenMember } from './newcomer.ts';
import { readServer, type ServedTrustpoint, serverSubject } from './server-subject.ts';
import { type TrustpointRule, trustpointCondition } from './trustpoint-conditions.ts';

/** What has come of looking at some trustpoints by one rule. */
export interface TrustpointCheck {
  readonly newcomers: readonly Newcomer[];
  readonly leavers: readonly Leaver[];
}

/** A trustpoint, and which rules hold for it. */
export type CheckedTrustpoint = ServedTrustpoint & {
  readonly id: string;
  readonly name: string;
  readonly validUntil: number | null;
  readonly revokedAt: number | null;
  readonly enrollmentId: string | null;
  /** The places of those rules, each between commas: `,0,2,`. */
  readonly holds: string;
};

/** Reads some trustpoints with what rules say of them. A rule that is off holds for none. */
export async function readTrustpoints(
  database: Transaction<Database>,
  rules: readonly TrustpointRule[],
  ids: readonly string[],
  now: number,
): Promise<CheckedTrustpoint[]> {
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
      holding(rules, now).as('holds'),
    ])
    .where(isOneOf(database, 'trustpoints.id', ids))
    .execute();
}

/** Compares what holds for some trustpoints with the alerts of a rule that they are in. */
export async function checkTrustpoints(
  database: Transaction<Database>,
  rule: TrustpointRule,
  place: number,
  rows: readonly CheckedTrustpoint[],
  open: readonly OpenMember[],
  now: number,
): Promise<TrustpointCheck> {
  const affected = new Map(rows.filter(({ holds }) => holds.includes(`,${place},`)).map((row) => [row.id, row]));
  const gone = open.filter(({ member }) => !affected.has(member));
  const known = gone.length === 0 ? undefined : new Map(rows.map((row) => [row.id, row]));
  const members = new Map(open.map((member) => [member.member, member]));
  const news = [...affected.values()].filter((row) => isNews(rule, row, members.get(row.id)));
  return {
    leavers: gone.map((member) => ({
      ...member,
      reason: rule.enabled ? reasonOf(rule, known?.get(member.member), now) : 'rule-off',
    })),
    newcomers: news.length === 0 ? [] : await toNewcomers(database, rule, news),
  };
}

function holding(rules: readonly TrustpointRule[], now: number): RawBuilder<string> {
  const places = rules.map((rule, place) =>
    rule.enabled
      ? sql`case when ${trustpointCondition(rule, now)} then ${sql.lit(`${place},`)} else '' end`
      : sql.lit(''),
  );
  return sql<string>`',' || ${sql.join(places, sql` || `)}`;
}

/** One that has failed again may have done so for another reason; and a certificate may be another one. */
function isNews({ kind }: TrustpointRule, row: CheckedTrustpoint, member: OpenMember | undefined): boolean {
  if (member === undefined || member.validUntil !== row.validUntil) return true;
  return kind === 'enrollment-failed' && member.enrollmentId !== row.enrollmentId;
}

async function toNewcomers(
  database: Transaction<Database>,
  { kind }: TrustpointRule,
  rows: readonly CheckedTrustpoint[],
): Promise<Newcomer[]> {
  const subjectOf =
    kind === 'enrollment-failed'
      ? await readFailureSubjects(database, rows)
      : (row: CheckedTrustpoint) => ({ enrollmentId: null, ...serverSubject(row, readServer(row)) });
  return rows.map((row) => {
    const { id, name, policyId, policyName, validUntil } = row;
    return { member: id, name, policyId, policyName: policyName ?? '', validUntil, ...subjectOf(row) };
  });
}

function reasonOf({ kind }: TrustpointRule, row: CheckedTrustpoint | undefined, now: number): EndReason {
  if (row === undefined) return 'removed';
  if (kind === 'enrollment-failed') return 'cured';
  if (row.revokedAt !== null) return 'revoked';
  // Too late is no end: another alert says so.
  if (kind !== 'certificate-expired' && row.validUntil !== null && row.validUntil < now) return 'replaced';
  return 'cured';
}
