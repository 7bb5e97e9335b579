import { fromHex } from '@crypto-cmp/der';

import type { EnrolledCertificate, TransactionEffect } from './transaction-effect.ts';
import type { Delivery, IssuedCertificate, TransactionState } from './transaction-state.ts';

/**
 * What a state wants next. It is the effect of the step that led there: after a crash, ask this of the stored state, and
 * the very same bytes go out again.
 */
export function dueEffect({ stage }: TransactionState): TransactionEffect {
  switch (stage.name) {
    case 'requesting':
    case 'confirming':
    case 'rejecting':
      return deliveryEffect(stage.delivery);
    case 'succeeded':
      return { type: 'succeeded', ...toEnrolled(stage.issued), confirmedBy: stage.confirmedBy };
    case 'failed': {
      const { failure, farewell } = stage;
      if (farewell === undefined) return { type: 'failed', failure };
      return { type: 'failed', failure, farewell: { bodyType: 'error', bytes: fromHex(farewell.bytes) } };
    }
  }
}

function deliveryEffect(delivery: Delivery): TransactionEffect {
  if (delivery.type === 'waiting') return { type: 'wait', until: delivery.until, reason: delivery.reason };
  const { bodyType, bytes } = delivery.message;
  return { type: 'send', bodyType, bytes: fromHex(bytes) };
}

function toEnrolled(issued: IssuedCertificate): Omit<EnrolledCertificate, 'confirmedBy'> {
  return {
    certificate: fromHex(issued.certificate),
    chain: issued.chain.map(fromHex),
    trustAnchor: fromHex(issued.trustAnchor),
    anchorSource: issued.anchorSource,
    caPubs: issued.caPubs.map(fromHex),
    grantedWithMods: issued.grantedWithMods,
    comparison: issued.comparison,
  };
}
