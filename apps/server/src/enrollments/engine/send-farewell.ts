import { TransferError } from '@crypto-cmp/cmp';

import { publishEnrollment } from '../publish-enrollment.ts';
import type { EnrollmentPlan } from './plan.ts';
import type { EnrollmentRow } from './queue.ts';
import { wayToServer } from '../../policies/way-to-server.ts';
import type { Worker } from './worker.ts';

/**
 * Tells the CA why we do not go on: at most once, after the end is stored. Whatever comes back changes nothing, so
 * nobody waits for it and no failure of it is a failure.
 */
export async function sendFarewell(
  worker: Worker,
  row: EnrollmentRow,
  plan: EnrollmentPlan,
  bytes: Uint8Array,
): Promise<void> {
  const server = plan.servers[row.serverIndex];
  if (server === undefined) return;
  const outcome = await worker
    .send({
      server,
      bytes,
      timeoutMs: FAREWELL_TIMEOUT_MS,
      signal: AbortSignal.timeout(FAREWELL_TIMEOUT_MS),
      way: await wayToServer(worker, plan.policy, server),
    })
    .then(
      ({ durationMs }) => ({ delivered: 1, durationMs }),
      (error: unknown) => {
        if (!(error instanceof TransferError)) throw error;
        const problem = { code: error.code, message: error.message, mayHaveArrived: error.mayHaveArrived };
        return { deliveryProblem: JSON.stringify(problem) };
      },
    );
  await worker.database
    .updateTable('messages')
    .set(outcome)
    .where('enrollmentId', '=', row.id)
    .where('number', '=', row.messageCount)
    .execute();
  publishEnrollment(worker.publish, row);
}

const FAREWELL_TIMEOUT_MS = 5000;
