import type { PKIFailureInfoName } from '../messages/pki-failure-info.ts';
import { composeMessage } from './compose-message.ts';
import { rejectionStatus } from './rejection-status.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { Hex, OutgoingMessage, TransactionFacts } from './transaction-state.ts';

/** An error message by which we leave a transaction (RFC 9483, section 3.6.1; RFC 9810, section 5.3.21). */
export async function createFarewell(
  state: TransactionFacts,
  failInfo: PKIFailureInfoName,
  reason: string,
  context: TransactionContext,
  recipNonce: Hex | undefined = state.peerNonces.at(-1),
): Promise<OutgoingMessage> {
  const body = { type: 'error', value: { pKIStatusInfo: rejectionStatus(failInfo, reason) } } as const;
  return composeMessage(state, { body, recipNonce }, context);
}
