import { type RawBuilder, sql, type Transaction } from 'kysely';

import { explainFailure } from '../../enrollments/explanations/explain-failure.ts';
import { readFailure } from '../../enrollments/failure-code.ts';
import { failureFacts } from '../../enrollments/failure-facts.ts';
import { serverAuthority } from '../../policies/server-url.ts';
import { readServerKey, serverKey } from '../../servers/server-key.ts';
import type { Database } from '../../storage/database.ts';
import type { AlertFacts, Newcomer } from './newcomer.ts';
import { type TrustpointRule, trustpointConditions } from './trustpoint-conditions.ts';

/** The trustpoints for which a rule holds and that are in no open alert of its kind, some at a time. */
export async function trustpointNewcomers(
  database: Transaction<Database>,
  rule: TrustpointRule,
  now: number,
): Promise<Newcomer[]> {
  const found = new Map<string, Newcomer>();
  for (const condition of trustpointConditions(rule, now)) {
    for (const row of await fetchRows(database, rule, condition)) {
      if (!found.has(row.id)) found.set(row.id, await toNewcomer(database, rule, row));
    }
  }
  return [...found.values()];
}

/** How many are taken into alerts in one transaction. */
export const NEWCOMERS_AT_ONCE = 500;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly policyId: string;
  readonly policyName: string | null;
  readonly enrollmentId: string | null;
  readonly transport: string | null;
  readonly host: string | null;
  readonly port: number | null;
}

async function fetchRows(
  database: Transaction<Database>,
  { kind }: TrustpointRule,
  condition: RawBuilder<boolean>,
): Promise<Row[]> {
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
      'policies.name as policyName',
      'trustpoints.lastFailureEnrollmentId as enrollmentId',
      'policyServers.transport',
      'policyServers.host',
      'policyServers.port',
    ])
    .where(condition)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('alertMembers')
            .select('alertMembers.alertId')
            .where('alertMembers.kind', '=', kind)
            .whereRef('alertMembers.member', '=', 'trustpoints.id')
            .where('alertMembers.leftAt', 'is', null)
            // One that has failed again may have done so for another reason.
            .where(
              kind === 'enrollment-failed'
                ? sql<boolean>`${sql.ref('alertMembers.enrollmentId')} = ${sql.ref('trustpoints.lastFailureEnrollmentId')}`
                : sql<boolean>`1 = 1`,
            ),
        ),
      ),
    )
    .limit(NEWCOMERS_AT_ONCE)
    .execute();
}

async function toNewcomer(database: Transaction<Database>, { kind }: TrustpointRule, row: Row): Promise<Newcomer> {
  const { id, name, policyId } = row;
  const policyName = row.policyName ?? '';
  const server =
    row.transport === null || row.host === null || row.port === null
      ? null
      : serverKey({ transport: row.transport, host: row.host, port: row.port });
  const shared = { member: id, name, policyId, policyName };
  if (kind === 'enrollment-failed') return { ...shared, ...(await failureSubject(database, row, server)) };
  return {
    ...shared,
    enrollmentId: null,
    subject: server ?? policyId,
    readFacts: () => Promise.resolve({ type: 'server', server: server === null ? policyName : authorityOf(server) }),
  };
}

/** Failures of one cause at one server are one piece of news, whatever trustpoints they hit. */
async function failureSubject(
  database: Transaction<Database>,
  { policyId, policyName, enrollmentId }: Row,
  primary: string | null,
): Promise<Pick<Newcomer, 'enrollmentId' | 'subject' | 'readFacts'>> {
  const enrollment =
    enrollmentId === null
      ? undefined
      : await database.selectFrom('enrollments').selectAll().where('id', '=', enrollmentId).executeTakeFirst();
  const failure = enrollment === undefined || enrollment.failure === null ? undefined : readFailure(enrollment.failure);
  const policy = { id: policyId, name: policyName ?? '' };
  if (enrollment === undefined || failure === undefined) {
    const facts: AlertFacts = { type: 'failure', title: 'Failed', cause: UNKNOWN, fix: LOOK, server: null, policy };
    return { enrollmentId, subject: `unknown|${policyId}`, readFacts: () => Promise.resolve(facts) };
  }
  const server = failure.kind === 'local' ? null : (enrollment.serverKey ?? primary);
  // A server that is gone refuses one, and lets the next one wait: one cause all the same.
  const cause = failure.kind === 'transport' ? 'transport' : `${failure.code}:${failure.title}`;
  return {
    enrollmentId,
    subject: `${cause}|${server ?? policyId}`,
    async readFacts() {
      const { cause: sentence, fix } = explainFailure(failure, await failureFacts(database, enrollment));
      const authority = server === null ? null : authorityOf(server);
      return { type: 'failure', title: failure.title, cause: sentence, fix, server: authority, policy };
    },
  };
}

function authorityOf(key: string): string {
  return serverAuthority(readServerKey(key));
}

const UNKNOWN = 'The enrollment failed.';
const LOOK = 'Open the trustpoint: its history has the reason.';
