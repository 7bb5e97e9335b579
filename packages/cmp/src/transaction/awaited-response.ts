import type { RunningStage } from './poll.ts';
import type { Operation } from './transaction-request.ts';
import type { AnyTransactionState, AwaitedBodyType, Delay, OutgoingMessage } from './transaction-state.ts';

/** What the transaction waits for. */
export interface AwaitedResponse {
  readonly stage: RunningStage;
  /** What ends the waiting, beside an error message. */
  readonly bodyType: AwaitedBodyType;
  /** The message that was sent last. */
  readonly message: OutgoingMessage;
  /** While polling. */
  readonly delay: Delay | undefined;
}

/** Undefined when nothing has been sent that could be answered. */
export function awaitedResponse({ stage, operation }: AnyTransactionState): AwaitedResponse | undefined {
  if (!('delivery' in stage) || stage.delivery.type === 'waiting') return undefined;
  const { delivery } = stage;
  return {
    stage,
    bodyType: awaitedBodyType(stage, operation),
    message: delivery.message,
    delay: delivery.type === 'polling' ? delivery.delay : undefined,
  };
}

function awaitedBodyType(stage: RunningStage, operation: Operation): AwaitedBodyType {
  switch (stage.name) {
    case 'agreeing':
      return 'genp';
    case 'requesting':
      return ANSWERS[operation];
    default:
      return 'pkiconf';
  }
}

/** RFC 9810, section 5.3. */
const ANSWERS: Readonly<Record<Operation, AwaitedBodyType>> = {
  ir: 'ip',
  cr: 'cp',
  p10cr: 'cp',
  kur: 'kup',
  rr: 'rp',
  genm: 'genp',
};
