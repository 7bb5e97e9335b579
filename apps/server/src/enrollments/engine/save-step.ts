import type { TransactionState } from '@crypto-cmp/cmp';
import type { Transaction } from 'kysely';

import { callIn } from '../../servers/call-in.ts';
import { lockGate } from '../../servers/lock-gate.ts';
import { serverKey } from '../../servers/server-key.ts';
import type { Database } from '../../storage/database.ts';
import { transact } from '../../storage/transact.ts';
import { enrollmentSearchText } from '../search-text.ts';
import { publishEnrollment } from '../publish-enrollment.ts';
import { readFailure } from '../failure-code.ts';
import { limitsOf } from './enrollment-limits.ts';
import { aboutEnrollment } from './about-enrollment.ts';
import { finishFailed } from './finish-failed.ts';
import { finishSucceeded } from './finish-succeeded.ts';
import type { EnrollmentStep } from './lost-answer.ts';
import { type EnrollmentPlan, readPlan } from './plan.ts';
import type { EnrollmentChanges, EnrollmentRow } from './queue.ts';
import { sentMessage } from './sent-message.ts';
import { leaseEnd } from './lease.ts';
import type { Worker } from './worker.ts';

/** Somebody else took the row over, so nothing was written. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/**
 * Stores what a step of the CMP transaction gave: its state, the message it wants to send, or its end, and whatever
 * `alongside` writes, all in one database transaction. Nothing is sent before this has returned.
 */
export async function saveStep(
  worker: Worker,
  row: EnrollmentRow,
  step: EnrollmentStep,
  changes: EnrollmentChanges = {},
  alongside?: (database: Transaction<Database>) => Promise<void>,
): Promise<EnrollmentRow> {
  return await saveRow(worker, row, async (database) => {
    await alongside?.(database);
    return {
      ...changes,
      transactionState: JSON.stringify(step.state),
      transactionId: step.state.transactionID,
      searchText: enrollmentSearchText({ ...row, transactionId: step.state.transactionID }),
      ...(await effectChanges(worker, database, { ...row, ...changes }, step)),
    };
  });
}

/** Writes columns of a leased row, and tells whoever watches. */
export async function saveRow(
  worker: Worker,
  row: EnrollmentRow,
  write: (database: Transaction<Database>) => Promise<EnrollmentChanges>,
): Promise<EnrollmentRow> {
  const work = async (database: Transaction<Database>) => {
    const changes = await write(database);
    const isFinished = typeof changes.finishedAt === 'number';
    const updated = await database
      .updateTable('enrollments')
      .set({
        ...changes,
        ...(isFinished && { hasPlace: 0, holdUp: null, holdUpUntil: null, nextTry: null }),
        faults: changes.faults ?? 0,
        leaseOwner: isFinished ? null : worker.owner,
        leaseExpiresAt: isFinished ? null : leaseEnd(worker),
      })
      .where('id', '=', row.id)
      .where('leaseOwner', '=', worker.owner)
      .returningAll()
      .executeTakeFirst();
    if (updated === undefined) throw new LeaseLostError(`the lease of enrollment ${row.id} was lost`);
    await passOnPlace(worker, database, row, updated);
    return updated;
  };
  // What was done already is found out: its messages are there, or the lease is gone.
  const saved = await transact(worker.database, work, { patienceMs: DATABASE_PATIENCE_MS });
  if (saved.finishedAt !== null) {
    const failure = saved.failure === null ? undefined : readFailure(saved.failure);
    const details = { ...aboutEnrollment(saved), code: failure?.code, durationMs: saved.finishedAt - saved.createdAt };
    // Canceled is what somebody wanted.
    worker.log[saved.state === 'failed' ? 'warn' : 'info'](details, 'an enrollment has ended');
    worker.meter.ended({ ...saved, finishedAt: saved.finishedAt, failureKind: failure?.kind });
  } else if (saved.state !== row.state) {
    worker.log.info(aboutEnrollment(saved), 'an enrollment has come to its next phase');
  } else if (saved.holdUp !== null && saved.holdUp !== row.holdUp) {
    worker.log.info({ ...aboutEnrollment(saved), holdUp: saved.holdUp }, 'an enrollment waits for its CA server');
  }
  publishEnrollment(worker.publish, saved);
  return saved;
}

/** Whoever gives up a place at a CA server calls the next one in, in the same breath. */
async function passOnPlace(
  worker: Worker,
  database: Transaction<Database>,
  before: EnrollmentRow,
  after: EnrollmentRow,
): Promise<void> {
  if (before.hasPlace === 0 || before.serverKey === null) return;
  if (after.hasPlace === 1 && after.serverKey === before.serverKey) return;
  await callIn(database, await lockGate(database, before.serverKey), worker.rules, worker.now());
}

async function effectChanges(
  worker: Worker,
  database: Transaction<Database>,
  row: EnrollmentRow,
  { effect, state }: EnrollmentStep,
): Promise<EnrollmentChanges> {
  const now = worker.now();
  switch (effect.type) {
    case 'send': {
      const number = row.messageCount + 1;
      const plan = readPlan(row.plan ?? '');
      await database
        .insertInto('messages')
        .values(sentMessage(row, plan, number, effect.bodyType, effect.bytes, now))
        .execute();
      return {
        ...phaseOf(row, state, now),
        ...placeAt(plan, row.serverIndex),
        outgoingNumber: number,
        messageCount: number,
        nextStepAt: now,
        nextTry: null,
      };
    }
    case 'wait': {
      const limits = limitsOf(readPlan(row.plan ?? ''), worker.limits);
      const until = Date.parse(effect.until);
      return {
        ...phaseOf(row, state, now),
        outgoingNumber: null,
        // The CA's operators may take days: others go on meanwhile.
        hasPlace: 0,
        nextStepAt: until,
        nextTry: null,
        deadlineAt: Math.max(row.deadlineAt, until + limits.totalTimeoutSeconds * 1000),
      };
    }
    case 'succeeded':
      return await finishSucceeded(worker, database, row, effect);
    case 'failed':
      return await finishFailed(worker, database, row, effect.failure, effect.farewell);
  }
}

/** What follows a first message is never held up: a certificate may exist already. It takes a place without asking. */
export function placeAt({ servers }: EnrollmentPlan, serverIndex: number): EnrollmentChanges {
  const server = servers[serverIndex];
  return server === undefined ? {} : { serverKey: serverKey(server), hasPlace: 1 };
}

function phaseOf(row: EnrollmentRow, { stage }: TransactionState, now: number): EnrollmentChanges {
  if (stage.name === 'confirming' || stage.name === 'rejecting') {
    return { state: 'confirming', confirmingSince: row.confirmingSince ?? now };
  }
  if (stage.name === 'requesting' && stage.delivery.type !== 'sent') {
    return { state: 'waiting', waitingSince: row.waitingSince ?? now };
  }
  return { state: 'requesting', requestingSince: row.requestingSince ?? now };
}

/** An answer of the CA is not given away because the database restarts. */
const DATABASE_PATIENCE_MS = 30_000;
