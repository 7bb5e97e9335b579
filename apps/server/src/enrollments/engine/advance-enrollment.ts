import { advance, type TransactionEvent, type TransactionState } from '@crypto-cmp/cmp';

import { readPlan } from './plan.ts';
import type { EnrollmentChanges, EnrollmentRow } from './queue.ts';
import { saveStep } from './save-step.ts';
import { sendFarewell } from './send-farewell.ts';
import { transactionContext } from './transaction-context.ts';
import type { Worker } from './worker.ts';

/** Tells the transaction what happened, other than an answer, and stores what it wants next. */
export async function advanceEnrollment(
  worker: Worker,
  row: EnrollmentRow,
  event: TransactionEvent,
  changes: EnrollmentChanges = {},
): Promise<EnrollmentRow> {
  const plan = readPlan(row.plan ?? '');
  const step = await advance(readState(row), event, await transactionContext(worker, row, plan));
  const saved = await saveStep(worker, row, step, changes);
  if (step.effect.type === 'failed' && step.effect.farewell !== undefined) {
    await sendFarewell(worker, saved, plan, step.effect.farewell.bytes);
  }
  return saved;
}

/** The transaction's state of a row that has begun. */
export function readState(row: EnrollmentRow): TransactionState {
  if (row.transactionState === null) throw new Error(`enrollment ${row.id} has not begun`);
  return JSON.parse(row.transactionState) as TransactionState; // only a Step's state is ever stored there
}
