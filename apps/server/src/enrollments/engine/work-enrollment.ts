import { NameError, X509Error } from '@crypto-cmp/x509';

import { SealError } from '../../sealing/sealer.ts';
import { consoleFailure, type EnrollmentFailure } from '../failure-code.ts';
import { aboutEnrollment } from './about-enrollment.ts';
import { advanceEnrollment } from './advance-enrollment.ts';
import { beginEnrollment } from './begin-enrollment.ts';
import { deliverMessage } from './deliver-message.ts';
import { queueAtServer } from './queue-at-server.ts';
import { finishFailed } from './finish-failed.ts';
import type { EnrollmentRow } from './queue.ts';
import { LeaseLostError, saveRow } from './save-step.ts';
import type { Worker } from './worker.ts';

/**
 * Works a leased enrollment until it has ended, or until its next step lies in the future. Never throws: a row that
 * cannot be worked fails, and the queue goes on.
 */
export async function workEnrollment(worker: Worker, leased: EnrollmentRow, signal: AbortSignal): Promise<void> {
  let row = leased;
  try {
    let isFresh = false;
    while (isDue(row, worker.now())) {
      const next = await takeStep(worker, row, isFresh, signal);
      isFresh = next.outgoingNumber !== row.outgoingNumber;
      row = next;
    }
  } catch (error) {
    if (error instanceof LeaseLostError || signal.aborted) return;
    await noteFault(worker, row, error);
  }
}

function isDue(row: EnrollmentRow, now: number): boolean {
  if (row.finishedAt !== null) return false;
  return (row.nextStepAt !== null && row.nextStepAt <= now) || isCancelPending(row);
}

function isCancelPending({ cancelRequestedAt, cancelAppliedAt }: EnrollmentRow): boolean {
  return cancelRequestedAt !== null && cancelAppliedAt === null;
}

/** One step, and exactly one stored change. */
async function takeStep(
  worker: Worker,
  row: EnrollmentRow,
  isFresh: boolean,
  signal: AbortSignal,
): Promise<EnrollmentRow> {
  if (isCancelPending(row)) return await cancel(worker, row);
  if (row.transactionState === null) {
    return row.hasPlace === 1 ? await beginEnrollment(worker, row) : await queueAtServer(worker, row);
  }
  if (row.outgoingNumber === null) return await advanceEnrollment(worker, row, { type: 'elapsed' });
  return await deliverMessage(worker, row, isFresh, signal);
}

async function cancel(worker: Worker, row: EnrollmentRow): Promise<EnrollmentRow> {
  const cancelAppliedAt = worker.now();
  if (row.transactionState !== null) {
    return await advanceEnrollment(worker, row, { type: 'cancel' }, { cancelAppliedAt });
  }
  const failure: EnrollmentFailure = {
    kind: 'local',
    code: 'canceled',
    message: 'canceled before anything was sent',
    certificateMayExist: false,
  };
  return await saveRow(worker, row, async (database) => ({
    ...(await finishFailed(worker, database, row, failure)),
    cancelAppliedAt,
  }));
}

/** Something that should not happen did. A few times it may pass; then the row ends, with a reason that says so. */
async function noteFault(worker: Worker, row: EnrollmentRow, error: unknown): Promise<void> {
  const failure = failureOf(row, error);
  worker.log.error(
    { ...aboutEnrollment(row), err: error, faults: row.faults + 1 },
    'an enrollment could not be worked',
  );
  try {
    await saveRow(worker, row, async (database) => {
      if (failure !== undefined) return await finishFailed(worker, database, row, failure);
      const faults = row.faults + 1;
      return { faults, nextStepAt: worker.now() + FAULT_DELAY_MS * faults };
    });
  } catch (cause) {
    // The lease runs out, and the row is taken up again.
    worker.log.error({ ...aboutEnrollment(row), err: cause }, 'the fault could not be stored');
  }
}

function failureOf(row: EnrollmentRow, error: unknown): EnrollmentFailure | undefined {
  const mayExist = row.transactionState !== null;
  if (error instanceof SealError) {
    return consoleFailure('sealed-value-not-readable', error.message, mayExist);
  }
  if (row.transactionState === null && (error instanceof NameError || error instanceof X509Error)) {
    return consoleFailure('policy-not-usable', error.message, false);
  }
  if (row.faults + 1 < MOST_FAULTS) return undefined;
  return consoleFailure('console-failed', 'the console failed at this enrollment several times', mayExist);
}

const MOST_FAULTS = 3;
const FAULT_DELAY_MS = 1000;
