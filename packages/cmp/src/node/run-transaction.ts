import { setTimeout } from 'node:timers/promises';

import {
  advance,
  type AnyTransactionRequest,
  type Continuation,
  type EnrollmentOperation,
  type Farewell,
  type Operation,
  type Outcome,
  startTransaction,
  type Step,
  TransferError,
  type TransactionContext,
  type TransactionEvent,
  type TransactionRequest,
} from '../index.ts';
import { type HttpConnection, type HttpEndpoint, openHttpConnection } from './http-connection.ts';

export interface RunOptions<R extends AnyTransactionRequest = TransactionRequest> extends HttpEndpoint {
  readonly request: R;
  /** Without `now`, which is read anew for each step. */
  readonly context: Omit<TransactionContext, 'now'>;
  /** For each message; 30,000 by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Sees every step, before its effect is carried out. */
  readonly onStep?: (step: Step<R['operation']>) => void | Promise<void>;
}

export type TransactionOutcome<O extends Operation = EnrollmentOperation> = Outcome<O>;

/**
 * Runs a whole transaction in this process and keeps it in memory only: for tests, measurements and a terminal. A server
 * stores each step before it acts on it, and so drives `startTransaction` and `advance` itself.
 */
export async function runTransaction<R extends AnyTransactionRequest = TransactionRequest>(
  options: RunOptions<R>,
): Promise<TransactionOutcome<R['operation']>> {
  const { request, onStep } = options;
  const context = (): TransactionContext => ({ ...options.context, now: new Date() });
  const connection = openHttpConnection(options);
  let { signal } = options;
  try {
    let step = await startTransaction(request, context());
    for (;;) {
      await onStep?.(step);
      const { effect } = step;
      if (effect.type !== 'send' && effect.type !== 'wait') {
        if (effect.type === 'failed') await sayFarewell(effect.farewell, connection);
        return effect;
      }
      const event = await carryOut(effect, connection, options.timeoutMs, signal);
      // What the cancellation itself still has to say must not be canceled by it.
      if (event.type === 'cancel') signal = undefined;
      step = await advance(step.state, event, context());
    }
  } finally {
    connection.close();
  }
}

async function carryOut(
  effect: Continuation,
  connection: HttpConnection,
  timeoutMs: number | undefined,
  signal: AbortSignal | undefined,
): Promise<TransactionEvent> {
  const canceling = signal === undefined ? {} : { signal };
  try {
    if (effect.type === 'wait') {
      const until = Date.parse(effect.until);
      // A timer may fire a millisecond before its time, and too early nothing is due.
      while (Date.now() < until) await setTimeout(until - Date.now(), undefined, canceling);
      return { type: 'elapsed' };
    }
    const limit = timeoutMs === undefined ? {} : { timeoutMs };
    const { bytes, contentType } = await connection.send({ body: effect.bytes, ...limit, ...canceling });
    return { type: 'received', bytes, contentType };
  } catch (error) {
    if (signal?.aborted === true) return { type: 'cancel' };
    if (error instanceof TransferError) return { type: 'transport-failed', failure: error };
    throw error;
  }
}

/** Told once, and whatever comes back changes nothing. */
async function sayFarewell(farewell: Farewell | undefined, connection: HttpConnection): Promise<void> {
  if (farewell === undefined) return;
  try {
    await connection.send({ body: farewell.bytes, timeoutMs: 5000 });
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
  }
}
