import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { ApiError, type Client, type EnrollmentDraft } from '@crypto-cmp/api';

/** An enrollment that somebody wants. */
export interface Job {
  readonly trustpointId: string;
  /** Milliseconds after its start; null where nobody cancels it. */
  readonly cancelAfterMs: number | null;
  /** A request that nobody has answered: what it asks for may have been started. */
  unanswered: { readonly body: EnrollmentDraft; readonly idempotencyKey: string } | undefined;
}

/**
 * Starts an enrollment, as a person would who does not know that the server is being killed: without an answer the same
 * request is sent again later, with the same key.
 *
 * @returns its id; undefined when it is to be tried again
 */
export async function startJob(client: Client, job: Job): Promise<string | undefined> {
  const id = await tryToStart(client, job);
  if (id !== undefined && job.cancelAfterMs !== null) {
    await sleep(job.cancelAfterMs);
    // Too late, or the server is gone: then it is not canceled.
    await client.enrollments.cancel({ params: { id } }).catch(passApiError);
  }
  return id;
}

async function tryToStart(client: Client, job: Job): Promise<string | undefined> {
  const params = { id: job.trustpointId };
  try {
    if (job.unanswered === undefined) {
      const { certificate } = await client.trustpoints.get({ params });
      const operation = certificate === null ? 'enroll' : 'renew';
      job.unanswered = { body: { operation }, idempotencyKey: randomUUID() };
    }
    return (await client.trustpoints.startEnrollment({ params, ...job.unanswered })).id;
  } catch (error) {
    // Refused, mostly since another one of the trustpoint is running: nothing was started.
    if (passApiError(error).status >= 400 && passApiError(error).status < 500) job.unanswered = undefined;
    return undefined;
  }
}

function passApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}
