import { fromHex } from '@crypto-cmp/der';

import { toAnswer, toEnrolled, toRevocation } from './to-outcome.ts';
import type { Operation } from './transaction-request.ts';
import type { TransactionEffect } from './transaction-effect.ts';
import type {
  AnyStage,
  AnyTransactionState,
  Delivery,
  EnrollmentState,
  InformationState,
  IssuedCertificate,
  RevocationState,
} from './transaction-state.ts';

type AnyEffect = TransactionEffect<Operation>;

/**
 * What a state wants next. It is the effect of the step that led there: after a crash, ask this of the stored state, and
 * the very same bytes go out again.
 */
export function dueEffect<S extends AnyTransactionState>(state: S): TransactionEffect<S['operation']> {
  // as: each operation's effect follows from its own state below
  return effectOf(state) as TransactionEffect<S['operation']>;
}

function effectOf(state: AnyTransactionState): AnyEffect {
  switch (state.operation) {
    case 'rr':
      return revocationEffect(state);
    case 'genm':
      return informationEffect(state);
    default:
      return enrollmentEffect(state);
  }
}

function enrollmentEffect({ stage }: EnrollmentState): AnyEffect {
  if (stage.name !== 'succeeded') return commonEffect(stage);
  return { type: 'succeeded', ...toEnrolled(stage.issued), confirmedBy: stage.confirmedBy };
}

function revocationEffect({ stage, revoking }: RevocationState): AnyEffect {
  return stage.name === 'revoked' ? { type: 'revoked', ...toRevocation(revoking, stage) } : commonEffect(stage);
}

function informationEffect({ stage, asked }: InformationState): AnyEffect {
  return stage.name === 'answered' ? { type: 'answered', answer: toAnswer(asked, stage) } : commonEffect(stage);
}

function commonEffect(stage: Exclude<AnyStage, { name: 'succeeded' | 'revoked' | 'answered' }>): AnyEffect {
  if (stage.name === 'confirming') return confirmingEffect(stage.delivery, stage.issued);
  if (stage.name !== 'failed') return deliveryEffect(stage.delivery);
  const { failure, farewell } = stage;
  if (farewell === undefined) return { type: 'failed', failure };
  return { type: 'failed', failure, farewell: { bodyType: 'error', bytes: fromHex(farewell.bytes) } };
}

function confirmingEffect(delivery: Delivery, { confirmWaitTime }: IssuedCertificate): AnyEffect {
  const effect = deliveryEffect(delivery);
  const isCertConf = effect.type === 'send' && effect.bodyType === 'certConf';
  return isCertConf && confirmWaitTime !== undefined ? { ...effect, before: confirmWaitTime } : effect;
}

function deliveryEffect(delivery: Delivery): AnyEffect {
  if (delivery.type === 'waiting') return { type: 'wait', until: delivery.until, reason: delivery.reason };
  const { bodyType, bytes } = delivery.message;
  return { type: 'send', bodyType, bytes: fromHex(bytes) };
}
