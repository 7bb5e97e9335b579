import { acceptResponse, remember } from './accept-response.ts';
import { awaitedResponse } from './awaited-response.ts';
import { cancelTransaction } from './cancel-transaction.ts';
import { checkResponse } from './checks/check-response.ts';
import { firstFailedCheck, toCheckResults } from './checks/finding.ts';
import { createFailure } from './create-failure.ts';
import { dueEffect } from './due-effect.ts';
import { endRejection } from './end-rejection.ts';
import { pollAgain } from './poll.ts';
import { describeReceived } from './received-message.ts';
import { refuseResponse } from './refuse-response.ts';
import type { Step } from './step.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { TransactionEvent, TransportFailure } from './transaction-event.ts';
import type { TransactionStage, TransactionState } from './transaction-state.ts';

/**
 * Takes one event into account. Does no I/O, reads no clock and stores nothing: the step's state is for the caller to
 * store, and its effect to carry out. Whatever bytes a peer sends, the outcome is a step, never an exception. An event
 * that comes after the end changes nothing.
 *
 * @throws TypeError for an answer where none is awaited
 */
export async function advance(
  state: TransactionState,
  event: TransactionEvent,
  context: TransactionContext,
): Promise<Step> {
  if (state.stage.name === 'succeeded' || state.stage.name === 'failed') return { state, effect: dueEffect(state) };
  switch (event.type) {
    case 'received':
      return receive(state, event, context);
    case 'elapsed':
      return stepTo(state, await pollAgain(state, context));
    case 'transport-failed':
      return stepTo(state, failTransport(state, event.failure));
    case 'cancel':
      return stepTo(state, await cancelTransaction(state, context));
  }
}

async function receive(
  state: TransactionState,
  event: Extract<TransactionEvent, { type: 'received' }>,
  context: TransactionContext,
): Promise<Step> {
  const awaited = awaitedResponse(state);
  if (awaited === undefined) throw new TypeError('expected no answer while waiting to poll');
  const checked = await checkResponse(event, awaited, state, context);
  const { message, authentic, findings } = checked;
  const known = authentic && message !== undefined ? remember(state, message) : state;
  const failedCheck = firstFailedCheck(findings);
  const stage =
    failedCheck === undefined
      ? await acceptResponse(known, awaited.stage, checked, context)
      : await refuseResponse(known, awaited.stage, checked, failedCheck, context);
  return {
    ...stepTo(known, stage),
    checks: toCheckResults(findings),
    ...(message !== undefined && { received: describeReceived(message, state) }),
  };
}

/** RFC 9811, section 3.3: without an answer nobody knows what the CA has done. */
function failTransport(
  state: TransactionState,
  { code, message, mayHaveArrived = true }: TransportFailure,
): TransactionStage {
  const { stage } = state;
  if (stage.name === 'rejecting') return endRejection(stage.failure, message);
  // The first request alone can be known not to have arrived; all others follow one that did.
  const isFirst = stage.name === 'requesting' && stage.delivery.type === 'sent';
  const failure = createFailure(code, message, { certificateMayExist: mayHaveArrived || !isFirst });
  return { name: 'failed', failure };
}

function stepTo(state: TransactionState, stage: TransactionStage): Step {
  const next = { ...state, stage };
  return { state: next, effect: dueEffect(next) };
}
