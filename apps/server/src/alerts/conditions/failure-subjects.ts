import type { Transaction } from 'kysely';

import { explainFailure } from '../../enrollments/explanations/explain-failure.ts';
import { readFailure } from '../../enrollments/failure-code.ts';
import { failureFacts } from '../../enrollments/failure-facts.ts';
import type { Database } from '../../storage/database.ts';
import { isOneOf } from '../../storage/is-one-of.ts';
import type { AlertFacts, Newcomer } from './newcomer.ts';
import { authorityOf, readServer, type ServedTrustpoint } from './server-subject.ts';

type Failed = ServedTrustpoint & { readonly enrollmentId: string | null };
type FailureSubject = Pick<Newcomer, 'enrollmentId' | 'subject' | 'readFacts'>;

/** Failures of one cause at one server are one piece of news, whatever trustpoints they hit. */
export async function readFailureSubjects(
  database: Transaction<Database>,
  rows: readonly Failed[],
): Promise<(row: Failed) => FailureSubject> {
  const ids = rows.flatMap(({ enrollmentId }) => enrollmentId ?? []);
  const enrollments =
    ids.length === 0
      ? []
      : await database
          .selectFrom('enrollments')
          .select(['id', 'failure', 'serverKey'])
          .where(isOneOf(database, 'enrollments.id', ids))
          .execute();
  const known = new Map(enrollments.map((enrollment) => [enrollment.id, enrollment]));
  return (row) => failureSubject(database, row, known.get(row.enrollmentId ?? ''));
}

function failureSubject(
  database: Transaction<Database>,
  row: Failed,
  enrollment: { readonly id: string; readonly failure: string | null; readonly serverKey: string | null } | undefined,
): FailureSubject {
  const { policyId, policyName, enrollmentId } = row;
  const failure = enrollment === undefined || enrollment.failure === null ? undefined : readFailure(enrollment.failure);
  const policy = { id: policyId, name: policyName ?? '' };
  if (enrollment === undefined || failure === undefined) {
    const facts: AlertFacts = { type: 'failure', title: 'Failed', cause: UNKNOWN, fix: LOOK, server: null, policy };
    return { enrollmentId, subject: `unknown|${policyId}`, readFacts: () => Promise.resolve(facts) };
  }
  const server = failure.kind === 'local' ? null : (enrollment.serverKey ?? readServer(row));
  // A server that is gone refuses one, and lets the next one wait: one cause all the same.
  const cause = failure.kind === 'transport' ? 'transport' : `${failure.code}:${failure.title}`;
  return {
    enrollmentId,
    subject: `${cause}|${server ?? policyId}`,
    async readFacts() {
      const whole = await database
        .selectFrom('enrollments')
        .selectAll()
        .where('id', '=', enrollment.id)
        .executeTakeFirstOrThrow();
      const { cause: sentence, fix } = explainFailure(failure, await failureFacts(database, whole));
      const authority = server === null ? null : authorityOf(server);
      return { type: 'failure', title: failure.title, cause: sentence, fix, server: authority, policy };
    },
  };
}

const UNKNOWN = 'The enrollment failed.';
const LOOK = 'Open the trustpoint: its history has the reason.';
