import { acceptResponse, remember } from './accept-response.ts';
import { rememberCiphertext } from './agree-by-kem.ts';
import { awaitedResponse } from './awaited-response.ts';
import { cancelTransaction } from './cancel-transaction.ts';
import { checkResponse } from './checks/check-response.ts';
import { firstFailedCheck, toCheckResults } from './checks/finding.ts';
import { createFailure } from './create-failure.ts';
import { dueEffect } from './due-effect.ts';
import { endRejection } from './end-rejection.ts';
import { pollAgain } from './poll.ts';
import { possibleEffect } from './possible-effect.ts';
import { describeReceived } from './received-message.ts';
import { refuseResponse } from './refuse-response.ts';
import type { Step } from './step.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { TransactionEvent, TransportFailure } from './transaction-event.ts';
import type { Operation } from './transaction-request.ts';
import type { AnyStage, AnyTransactionState } from './transaction-state.ts';
import { withStage } from './with-stage.ts';

/**
 * Takes one event into account. Does no I/O, reads no clock and stores nothing: the step's state is for the caller to
 * store, and its effect to carry out. Whatever bytes a peer sends, the outcome is a step, never an exception. An event
 * that comes after the end changes nothing.
 *
 * @throws TypeError for an answer where none is awaited
 */
export async function advance<S extends AnyTransactionState>(
  state: S,
  event: TransactionEvent,
  context: TransactionContext,
): Promise<Step<S['operation']>> {
  // A transaction keeps its operation, and with it the stages, effects and checks that it can come to.
  return await advanceAny(state, event, context);
}

async function advanceAny(
  state: AnyTransactionState,
  event: TransactionEvent,
  context: TransactionContext,
): Promise<Step<Operation>> {
  if (!('delivery' in state.stage)) return { state, effect: dueEffect(state) };
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
  state: AnyTransactionState,
  event: Extract<TransactionEvent, { type: 'received' }>,
  context: TransactionContext,
): Promise<Step<Operation>> {
  const awaited = awaitedResponse(state);
  if (awaited === undefined) throw new TypeError('expected no answer while waiting to poll');
  const checked = await checkResponse(event, awaited, state, context);
  const { message, authentic, findings, signer } = checked;
  const failedCheck = firstFailedCheck(findings);
  const proven = authentic && message !== undefined ? remember(state, message, signer) : state;
  const isAgreed = state.stage.name === 'agreeing' && failedCheck === undefined && message !== undefined;
  const known = isAgreed ? rememberCiphertext(proven, message) : proven;
  const stage =
    failedCheck === undefined
      ? await acceptResponse(known, awaited.stage, checked, context)
      : await refuseResponse(known, awaited.stage, checked, failedCheck, context);
  return {
    ...stepTo(known, stage),
    checks: toCheckResults(findings),
    ...(message !== undefined && { received: describeReceived(message, state, checked.grant?.der) }),
  };
}

/** RFC 9811, section 3.3: without an answer nobody knows what the CA has done. */
function failTransport(
  state: AnyTransactionState,
  { code, message, mayHaveArrived = true }: TransportFailure,
): AnyStage {
  const { stage } = state;
  if (stage.name === 'rejecting') return endRejection(stage.failure, message);
  // The first request alone can be known not to have arrived; all others follow one that did.
  const isFirst = stage.name === 'requesting' && stage.delivery.type === 'sent';
  const failure = createFailure(code, message, possibleEffect(state, mayHaveArrived || !isFirst));
  return { name: 'failed', failure };
}

function stepTo(state: AnyTransactionState, stage: AnyStage): Step<Operation> {
  const next = withStage(state, stage);
  return { state: next, effect: dueEffect(next) };
}
