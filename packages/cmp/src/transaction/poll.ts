import type { PollRep } from '../messages/poll-rep-content.ts';
import { composeMessage } from './compose-message.ts';
import { createFailure } from './create-failure.ts';
import { createFarewell } from './create-farewell.ts';
import { showPeerTexts } from './peer-text.ts';
import { possibleEffect } from './possible-effect.ts';
import type { PollingLimits, TransactionContext } from './transaction-context.ts';
import type { AnyStage, AnyTransactionState, Delay, Delivery, TransactionFacts } from './transaction-state.ts';

/** A stage in which something has been sent and nothing has ended. */
export type RunningStage = Extract<AnyStage, { readonly delivery: Delivery }>;

/**
 * The CA says `waiting` (RFC 9810, section 5.3.22). The first pollReq follows at once; a CA that says it again, instead of
 * sending a pollRep, waits as long as after a pollRep that names no time.
 */
export async function beginPolling(
  state: TransactionFacts,
  stage: RunningStage,
  certReqId: number,
  context: TransactionContext,
): Promise<AnyStage> {
  if (stage.delivery.type === 'polling') {
    return waitFor(stage, { ...stage.delivery.delay, certReqId }, 0, [], context);
  }
  if (stage.delivery.type === 'waiting') return stage;
  const { senderNonce } = stage.delivery.message;
  const delay = { senderNonce, certReqId, since: context.now.toISOString(), polls: 0 };
  return poll(state, stage, delay, context);
}

/** A pollRep: the CA names the time of the next pollReq. */
export function keepWaiting(
  stage: RunningStage,
  { checkAfter, reason }: PollRep,
  context: TransactionContext,
): AnyStage {
  if (stage.delivery.type !== 'polling') return stage;
  return waitFor(stage, stage.delivery.delay, checkAfter, showPeerTexts(reason), context);
}

/** The time has come: the next pollReq, unless all of this has taken too long. Too early, and nothing changes. */
export async function pollAgain(state: AnyTransactionState, context: TransactionContext): Promise<AnyStage> {
  const { stage } = state;
  if (!('delivery' in stage) || stage.delivery.type !== 'waiting') return stage;
  const { until, delay } = stage.delivery;
  if (context.now.getTime() < Date.parse(until)) return stage;
  if (context.now.getTime() < deadline(delay, context)) return poll(state, stage, delay, context);
  const message = `the CA has let us wait since ${delay.since}, longer than allowed`;
  const failure = createFailure('polling-timed-out', message, possibleEffect(state, true));
  return { name: 'failed', failure, farewell: await createFarewell(state, 'systemUnavail', message, context) };
}

async function poll(
  state: TransactionFacts,
  stage: RunningStage,
  delay: Delay,
  context: TransactionContext,
): Promise<AnyStage> {
  const body = { type: 'pollReq', value: [{ certReqId: delay.certReqId }] } as const;
  const message = await composeMessage(state, { body, recipNonce: state.peerNonces.at(-1) }, context);
  return { ...stage, delivery: { type: 'polling', message, delay: { ...delay, polls: delay.polls + 1 } } };
}

/** The peer's number is bounded both ways: neither a storm of questions nor a wait without end is its to choose. */
function waitFor(
  stage: RunningStage,
  delay: Delay,
  checkAfterSeconds: number,
  reason: readonly string[],
  context: TransactionContext,
): AnyStage {
  const { minSeconds, maxSeconds } = limitsOf(context);
  const seconds = Math.min(Math.max(checkAfterSeconds, minSeconds), maxSeconds);
  const until = Math.min(context.now.getTime() + seconds * 1000, deadline(delay, context));
  return { ...stage, delivery: { type: 'waiting', until: new Date(until).toISOString(), reason, delay } };
}

function deadline({ since }: Delay, context: TransactionContext): number {
  return Date.parse(since) + limitsOf(context).maxTotalSeconds * 1000;
}

function limitsOf({ expectations }: TransactionContext): Required<PollingLimits> {
  return { minSeconds: 1, maxSeconds: 86_400, maxTotalSeconds: 14 * 86_400, ...expectations?.polling };
}
