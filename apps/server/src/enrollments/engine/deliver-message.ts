import { advance, TransferError, type TransactionState } from '@crypto-cmp/cmp';
import type { CmpServerDraft } from '@crypto-cmp/policy';
import type { Selectable } from 'kysely';

import type { MessageTable } from '../../storage/database.ts';
import { askForPlace } from '../../servers/ask-for-place.ts';
import { heedCircuit } from '../../servers/heed-circuit.ts';
import { isServerDown } from '../../servers/is-server-down.ts';
import { type CircuitChange, noteContact } from '../../servers/note-contact.ts';
import { serverOrigin } from '../../policies/server-url.ts';
import { messageWords } from '../message-words.ts';
import { storeNextTry } from '../next-try.ts';
import { readDeliveryProblem, storeReceived } from '../stored-message.ts';
import { aboutEnrollment } from './about-enrollment.ts';
import { advanceEnrollment, readState } from './advance-enrollment.ts';
import { limitsOf } from './enrollment-limits.ts';
import { fallBack } from './fall-back.ts';
import { type Attempt, nextAttempt } from './next-attempt.ts';
import { type EnrollmentPlan, readPlan } from './plan.ts';
import type { EnrollmentRow } from './queue.ts';
import { placeAt, saveRow, saveStep } from './save-step.ts';
import type { IncomingTransfer } from './send-message.ts';
import { explainLostAnswer } from './lost-answer.ts';
import { messageAt, sentMessage } from './sent-message.ts';
import { sendFarewell } from './send-farewell.ts';
import { transactionContext } from './transaction-context.ts';
import { wayToServer } from '../../policies/way-to-server.ts';
import type { Worker } from './worker.ts';

/**
 * Sends the stored message to the server whose turn it is, and stores what came of it: an answer with its verdicts and
 * the transaction's next step, or why there is none and when it is tried again, here or at the other server.
 *
 * @param isFresh the message was stored by this very worker, so this is its first try
 */
export async function deliverMessage(
  worker: Worker,
  row: EnrollmentRow,
  isFresh: boolean,
  signal: AbortSignal,
): Promise<EnrollmentRow> {
  const plan = readPlan(row.plan ?? '');
  const attempts = await unansweredAttempts(worker, row);
  const message = attempts.at(-1);
  const server = plan.servers[row.serverIndex];
  if (message === undefined || server === undefined) throw new Error(`enrollment ${row.id} has nothing to send`);
  if (worker.now() >= row.deadlineAt) return await giveUp(worker, row, plan, attempts);
  if (row.hasPlace === 0) return await takePlace(worker, row, plan, server);
  if (!isFresh) await countTry(worker, message);

  const way = await wayToServer(worker, plan.policy, server);
  let answer: IncomingTransfer;
  try {
    answer = await worker.send({
      server,
      bytes: message.bytes,
      timeoutMs: Math.min(
        limitsOf(plan, worker.limits).messageTimeoutSeconds * 1000,
        Math.max(LEAST_TIMEOUT_MS, row.deadlineAt - worker.now()),
      ),
      signal,
      way,
    });
  } catch (error) {
    if (!(error instanceof TransferError) || signal.aborted) throw error;
    const tried = attempts.map((attempt) =>
      attempt === message && !isFresh ? { ...attempt, tries: attempt.tries + 1 } : attempt,
    );
    return await noteTransferError(worker, row, plan, server, tried, message, error);
  }
  return await takeAnswer(worker, row, plan, server, attempts, message, answer);
}

type MessageRow = Selectable<MessageTable>;

/** The stored message, once for each server it went to since the CA's last answer. */
async function unansweredAttempts(worker: Worker, row: EnrollmentRow): Promise<MessageRow[]> {
  return await worker.database
    .selectFrom('messages')
    .selectAll()
    .where('enrollmentId', '=', row.id)
    .where('direction', '=', 'sent')
    .where('number', '>', (query) =>
      query
        .selectFrom('messages')
        .select((select) => select.fn.coalesce(select.fn.max('number'), select.val(0)).as('number'))
        .where('enrollmentId', '=', row.id)
        .where('direction', '=', 'received'),
    )
    .orderBy('number')
    .execute();
}

/** The request goes to another server, which has limits of its own. What follows the request does not wait for them. */
async function takePlace(
  worker: Worker,
  row: EnrollmentRow,
  plan: EnrollmentPlan,
  server: CmpServerDraft,
): Promise<EnrollmentRow> {
  return await saveRow(worker, row, async (database) => {
    if (!isUnanswered(readState(row))) return placeAt(plan, row.serverIndex);
    await askForPlace(database, row, [server], worker.rules, worker.now());
    return {};
  });
}

/** The total time is over. Why there was no answer so far is the reason, if it is known. */
async function giveUp(
  worker: Worker,
  row: EnrollmentRow,
  plan: EnrollmentPlan,
  attempts: readonly MessageRow[],
): Promise<EnrollmentRow> {
  const known = attempts.findLast(({ deliveryProblem }) => deliveryProblem !== null)?.deliveryProblem ?? null;
  const { totalTimeoutSeconds } = limitsOf(plan, worker.limits);
  const failure =
    known === null
      ? ({ code: 'answer-timed-out', message: `no answer within ${totalTimeoutSeconds} s` } as const)
      : readDeliveryProblem(known);
  return await advanceEnrollment(worker, row, { type: 'transport-failed', failure });
}

async function countTry(worker: Worker, message: MessageRow): Promise<void> {
  await worker.database
    .updateTable('messages')
    .set((set) => ({ tries: set('tries', '+', 1), lastAt: worker.now() }))
    .where('enrollmentId', '=', message.enrollmentId)
    .where('number', '=', message.number)
    .execute();
}

async function takeAnswer(
  worker: Worker,
  row: EnrollmentRow,
  plan: EnrollmentPlan,
  server: CmpServerDraft,
  attempts: readonly MessageRow[],
  message: MessageRow,
  answer: IncomingTransfer,
): Promise<EnrollmentRow> {
  const context = await transactionContext(worker, row, plan);
  const event = { type: 'received' as const, bytes: answer.bytes, contentType: answer.contentType };
  const wasLost = attempts.length > 1 || message.tries > 1 || message.deliveryProblem !== null;
  const answered = explainLostAnswer(await advance(readState(row), event, context), wasLost);
  const now = worker.now();
  const number = row.messageCount + 1;
  let change: CircuitChange = 'none';
  const second = await fallBack(worker, row, plan, answered, number);
  const step = second?.step ?? answered;
  const saved = await saveStep(
    worker,
    { ...row, messageCount: number },
    step,
    { messageCount: number, answeredBy: server.role, ...second?.changes },
    async (database) => {
      change = await noteContact(database, server, { durationMs: answer.durationMs }, worker.rules, now);
      await database
        .updateTable('messages')
        .set({ delivered: 1, deliveryProblem: null, durationMs: answer.durationMs })
        .where('enrollmentId', '=', row.id)
        .where('number', '=', message.number)
        .execute();
      await database
        .insertInto('messages')
        .values({
          ...messageAt(row, plan, number, now),
          direction: 'received',
          bodyType: answered.received?.bodyType ?? null,
          bytes: answer.bytes,
          octets: answer.bytes.length,
          words: messageWords(answer.bytes),
          durationMs: null,
          tries: 1,
          deliveryProblem: null,
          delivered: 1,
          checks: answered.checks === undefined ? null : JSON.stringify(answered.checks),
          summary: answered.received === undefined ? null : storeReceived(answered.received),
        })
        .execute();
    },
  );
  await heedCircuit(worker, server, change);
  if (step.effect.type === 'failed' && step.effect.farewell !== undefined) {
    await sendFarewell(worker, saved, plan, step.effect.farewell.bytes);
  }
  return saved;
}

async function noteTransferError(
  worker: Worker,
  row: EnrollmentRow,
  plan: EnrollmentPlan,
  server: CmpServerDraft,
  attempts: readonly MessageRow[],
  message: MessageRow,
  error: TransferError,
): Promise<EnrollmentRow> {
  const mayHaveArrived = mayHaveActed(error) || attempts.some(mayHaveArrivedBefore);
  const problem = { code: error.code, message: error.message, mayHaveArrived };
  const mayGiveUp = holdsNothing(readState(row));
  const askedMs = (error.retryAfterSeconds ?? 0) * 1000;
  const next = nextAttempt(attempts.map(toAttempt), error.code, plan.servers.length, mayGiveUp, askedMs);
  const about = { ...aboutEnrollment(row), server: serverOrigin(server), bodyType: message.bodyType };
  worker.log.warn({ ...about, problem: error.code, next }, 'no answer');

  let change: CircuitChange = 'none';
  const noted = await saveRow(worker, row, async (database) => {
    const now = worker.now();
    const contact = { problem: error.message, isServerDown: isServerDown(error) };
    change = await noteContact(database, server, contact, worker.rules, now);
    await database
      .updateTable('messages')
      .set({ deliveryProblem: JSON.stringify(problem), lastAt: now })
      .where('enrollmentId', '=', row.id)
      .where('number', '=', message.number)
      .execute();
    if (next.type === 'again') {
      const nextTry = storeNextTry({ action: 'send-again', tries: attempts.at(-1)?.tries ?? 1 });
      return { nextStepAt: now + next.afterMs, nextTry };
    }
    if (next.type === 'give-up') return {};
    const number = row.messageCount + 1;
    const moved = { ...row, serverIndex: next.serverIndex };
    const hasToAsk = isUnanswered(readState(row));
    await database
      .insertInto('messages')
      .values({
        ...sentMessage(moved, plan, number, message.bodyType ?? '', message.bytes, now + next.afterMs),
        tries: next.afterMs === 0 && !hasToAsk ? 1 : 0,
      })
      .execute();
    return {
      serverIndex: next.serverIndex,
      messageCount: number,
      outgoingNumber: number,
      nextStepAt: now + next.afterMs,
      nextTry: next.afterMs === 0 ? null : storeNextTry({ action: 'ask-other-server', tries: 0 }),
      ...placeAt(plan, next.serverIndex),
      ...(hasToAsk && { hasPlace: 0 }),
    };
  });
  await heedCircuit(worker, server, change);
  if (next.type !== 'give-up') return noted;
  return await advanceEnrollment(worker, noted, { type: 'transport-failed', failure: problem });
}

/** Nobody has answered the request yet: at another server it would be the first message of a transaction. */
function isUnanswered({ stage }: TransactionState): boolean {
  return stage.name === 'requesting' && stage.delivery.type === 'sent';
}

/** Whether giving up loses nothing that we hold: nobody has answered yet, or we do not want the certificate. */
function holdsNothing(state: TransactionState): boolean {
  return state.stage.name === 'rejecting' || isUnanswered(state);
}

/** A redirect or a client error of HTTP comes from something that did not take the message. */
function mayHaveActed({ mayHaveArrived, httpStatus }: TransferError): boolean {
  const wasTurnedAway = httpStatus !== undefined && httpStatus >= 300 && httpStatus < 500;
  return mayHaveArrived && !wasTurnedAway;
}

/** An earlier try may have reached its server, or nobody knows, since the process died over it. */
function mayHaveArrivedBefore({ tries, deliveryProblem }: MessageRow): boolean {
  if (deliveryProblem === null) return tries > 1;
  return readDeliveryProblem(deliveryProblem).mayHaveArrived;
}

function toAttempt({ serverIndex, tries }: MessageRow): Attempt {
  return { serverIndex, tries };
}

const LEAST_TIMEOUT_MS = 1000;
