import type { Enrollment } from '@crypto-cmp/api';
import { SAN_TYPE_LABELS } from '@crypto-cmp/policy';
import { parseCertificate } from '@crypto-cmp/x509';
import type { Kysely, Selectable } from 'kysely';

import { describeCertificate, summarizeCertificate } from '../certificates/describe-certificate.ts';
import { toInstant, toInstantOrNull } from '../instant.ts';
import { serverAuthority } from '../policies/server-url.ts';
import { readTrustpointSettings } from '../policies/stored-settings.ts';
import { refusal } from '../refusal.ts';
import type { Database, MessageTable } from '../storage/database.ts';
import { readState } from './engine/advance-enrollment.ts';
import { type EnrollmentPlan, type Fallback, isSigned, readPlan } from './engine/plan.ts';
import type { EnrollmentRow } from './engine/queue.ts';
import { explainFailure } from './explanations/explain-failure.ts';
import { failureFacts, readComparison } from './failure-facts.ts';
import { toEnrollmentState } from './publish-enrollment.ts';
import { readFullFailure } from './read-failure.ts';
import { failureStreak } from './failure-streak.ts';
import { toEnrollmentMessage } from './read-message.ts';
import { readDeliveryProblem, readReceived } from './stored-message.ts';
import { summarizeEnrollment } from './summarize-enrollment.ts';

/**
 * Reads one enrollment with its whole exchange.
 *
 * @throws {Refusal} when there is none
 */
export async function readEnrollment(
  database: Kysely<Database>,
  id: string,
  messageTimeoutSeconds: number,
): Promise<Enrollment> {
  const row = await findEnrollment(database, id);
  const plan = row.plan === null ? undefined : readPlan(row.plan);
  const messages = await database
    .selectFrom('messages')
    .selectAll()
    .where('enrollmentId', '=', id)
    .orderBy('number')
    .execute();
  const trustpoint = plan === undefined ? await currentSettings(database, row) : plan.trustpoint;
  return {
    ...summarizeEnrollment(row),
    steps: stepsOf(row),
    transactionID: row.transactionId,
    subjectName: trustpoint.subjectName,
    senderName: trustpoint.senderName,
    referenceId: String(trustpoint.referenceId.value),
    protection: protectionOf(plan, messages),
    servers: plan === undefined ? [] : [...plan.servers],
    failover: failoverOf(messages) ?? skippedOf(row, plan),
    fallback: plan?.fallback === undefined ? null : await fallbackOf(database, row, plan.fallback),
    awaited: awaitedOf(row, messages, plan?.policy.advanced.timeouts.messageSeconds ?? messageTimeoutSeconds),
    waitingReason: waitingReasonOf(row),
    replaces: await replacedCertificate(database, row),
    received: await receivedCertificate(messages),
    comparison: (await readComparison(database, id)).map(({ field, nameKind, requested, issued, verdict }) => ({
      field,
      title: field === 'subjectAltName' ? `SAN, ${sanLabel(nameKind)}` : FIELD_TITLES[field],
      requested: requested ?? null,
      issued: issued ?? null,
      verdict,
    })),
    messages: messages.map(toEnrollmentMessage),
    failure: row.failure === null ? null : await readFullFailure(database, row, row.failure),
    failureStreak: row.failure === null ? null : await readStreak(database, row),
    nextTryAt: await nextTryAt(database, row),
    canCancel: row.finishedAt === null && row.cancelRequestedAt === null,
  };
}

/** @throws {Refusal} when there is none */
export async function findEnrollment(database: Kysely<Database>, id: string): Promise<EnrollmentRow> {
  const row = await database.selectFrom('enrollments').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw refusal('enrollment-not-found', 'The address may be of another console.');
  return row;
}

type MessageRow = Selectable<MessageTable>;

async function currentSettings(database: Kysely<Database>, row: EnrollmentRow) {
  const trustpoint = await database
    .selectFrom('trustpoints')
    .select(['subjectName', 'settings'])
    .where('id', '=', row.trustpointId)
    .executeTakeFirst();
  if (trustpoint === undefined) return { subjectName: '', senderName: '', referenceId: { value: '' } };
  return { ...readTrustpointSettings(trustpoint.settings), subjectName: trustpoint.subjectName };
}

function stepsOf(row: EnrollmentRow): Enrollment['steps'] {
  const begun = [
    { state: 'queued' as const, at: row.createdAt },
    { state: 'requesting' as const, at: row.requestingSince },
    { state: 'waiting' as const, at: row.waitingSince },
    { state: 'confirming' as const, at: row.confirmingSince },
    { state: toEnrollmentState(row.state), at: row.finishedAt },
  ].flatMap(({ state, at }) => (at === null ? [] : [{ state, at }]));
  return begun.map(({ state, at }, index) => ({
    state,
    startedAt: toInstant(at),
    endedAt:
      state === row.state && row.finishedAt !== null ? toInstant(at) : toInstantOrNull(begun[index + 1]?.at ?? null),
  }));
}

function protectionOf(plan: EnrollmentPlan | undefined, messages: readonly MessageRow[]): Enrollment['protection'] {
  const sent = plan === undefined ? null : isSigned(plan) ? 'signature' : 'mac';
  const last = messages.findLast(({ direction }) => direction === 'received');
  const received = readReceived(last?.summary ?? null)?.protection;
  return { sent, received: received === undefined ? null : /^[A-Z]*MAC\b|mac/i.test(received) ? 'mac' : 'signature' };
}

function failoverOf(messages: readonly MessageRow[]): Enrollment['failover'] {
  const sent = messages.filter(({ direction }) => direction === 'sent');
  const index = sent.findIndex(({ serverIndex }, at) => at > 0 && serverIndex !== sent[at - 1]?.serverIndex);
  const [before, after] = [sent[index - 1], sent[index]];
  if (before === undefined || after === undefined) return null;
  const reason = before.deliveryProblem === null ? '' : readDeliveryProblem(before.deliveryProblem).message;
  return { at: toInstant(after.at), reason, skipped: false };
}

/** Nothing was sent to the Primary, since it was known not to answer. */
function skippedOf(row: EnrollmentRow, plan: EnrollmentPlan | undefined): Enrollment['failover'] {
  const skipped = plan?.skipped[0];
  const server = skipped === undefined ? undefined : plan?.servers[skipped.serverIndex];
  if (skipped === undefined || server === undefined) return null;
  const since = toInstant(skipped.openSince);
  const reason = `Primary skipped, ${serverAuthority(server)} has not answered and its circuit is open since ${since}`;
  return { at: toInstant(row.requestingSince ?? row.createdAt), reason, skipped: true };
}

async function fallbackOf(
  database: Kysely<Database>,
  row: EnrollmentRow,
  { at, afterMessage, transactionId, failure }: Fallback,
): Promise<Enrollment['fallback']> {
  const facts = { ...(await failureFacts(database, row)), protectedBy: 'certificate' as const };
  return {
    at: toInstant(at),
    afterMessage,
    transactionID: transactionId,
    cause: explainFailure(failure, facts).cause,
    isProven: failure.claim?.authenticated === true,
  };
}

function awaitedOf(
  row: EnrollmentRow,
  messages: readonly MessageRow[],
  messageTimeoutSeconds: number,
): Enrollment['awaited'] {
  const outgoing = messages.find(({ number }) => number === row.outgoingNumber);
  if (row.finishedAt !== null || outgoing === undefined) return null;
  return {
    bodyTypes: AWAITED[outgoing.bodyType ?? ''] ?? [],
    since: toInstant(outgoing.lastAt),
    givesUpAt: toInstant(outgoing.lastAt + messageTimeoutSeconds * 1000),
  };
}

function waitingReasonOf(row: EnrollmentRow): string[] {
  if (row.state !== 'waiting' || row.transactionState === null) return [];
  const { stage } = readState(row);
  if (stage.name !== 'requesting' || stage.delivery.type !== 'waiting') return [];
  return [...stage.delivery.reason];
}

async function replacedCertificate(database: Kysely<Database>, row: EnrollmentRow): Promise<Enrollment['replaces']> {
  const certificate = await database
    .selectFrom('certificates')
    .select('der')
    .where('id', '=', row.replacesCertificateId)
    .executeTakeFirst();
  return certificate === undefined ? null : await summarizeCertificate(parseCertificate(certificate.der));
}

async function receivedCertificate(messages: readonly MessageRow[]): Promise<Enrollment['received']> {
  for (const { summary } of messages.toReversed()) {
    const certificate = readReceived(summary)?.certificate;
    if (certificate === undefined) continue;
    try {
      return await describeCertificate(parseCertificate(Buffer.from(certificate, 'base64')));
    } catch {
      // It was refused for that; the failure and the check say so.
      return null;
    }
  }
  return null;
}

async function readStreak(database: Kysely<Database>, row: EnrollmentRow): Promise<Enrollment['failureStreak']> {
  const streak = await failureStreak(database, row);
  return streak === null ? null : { count: streak.count, since: toInstant(streak.since) };
}

/** When the scheduler tries what failed again; null where it does not, or where something newer has come. */
async function nextTryAt(database: Kysely<Database>, { id, trustpointId }: EnrollmentRow): Promise<string | null> {
  const row = await database
    .selectFrom('trustpoints')
    .select('renewAt')
    .where('id', '=', trustpointId)
    .where('lastFailureEnrollmentId', '=', id)
    .executeTakeFirst();
  return toInstantOrNull(row?.renewAt ?? null);
}

function sanLabel(kind: string | undefined): string {
  const labels: Readonly<Record<string, string>> = SAN_TYPE_LABELS;
  return labels[kind ?? ''] ?? kind ?? '';
}

const FIELD_TITLES = { subject: 'Subject Name', publicKey: 'Key', notBefore: 'Valid from', notAfter: 'Valid until' };

const AWAITED: Readonly<Record<string, string[]>> = {
  ir: ['ip'],
  kur: ['kup'],
  certConf: ['pkiconf'],
  pollReq: ['pollRep', 'ip', 'kup'],
};
