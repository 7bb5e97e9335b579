import { type AnyTransactionState, PKIMessage } from '@crypto-cmp/cmp';
import { decode, toHex } from '@crypto-cmp/der';

/** The state as if this had been our last message: what answers it is then checked against what it really said. */
export function asIfSent(state: AnyTransactionState, bytes: Uint8Array): AnyTransactionState {
  const { transactionID, senderNonce, sender, pvno } = decode(PKIMessage, bytes).header.value;
  return withLastMessage(
    {
      ...state,
      ...(transactionID !== undefined && { transactionID: toHex(transactionID) }),
      ...(sender.type === 'directoryName' && { sender: toHex(sender.value) }),
    },
    { pvno, ...(senderNonce !== undefined && { senderNonce: toHex(senderNonce) }) },
  );
}

/** The state as if our last message had been the one that a recorded answer answers. */
export function asIfAsked(state: AnyTransactionState, answer: Uint8Array): AnyTransactionState {
  const { transactionID, recipNonce } = decode(PKIMessage, answer).header.value;
  return withLastMessage(
    { ...state, ...(transactionID !== undefined && { transactionID: toHex(transactionID) }) },
    recipNonce === undefined ? {} : { senderNonce: toHex(recipNonce) },
  );
}

function withLastMessage(
  state: AnyTransactionState,
  facts: { readonly pvno?: number; readonly senderNonce?: string },
): AnyTransactionState {
  const { stage } = state;
  if (!('delivery' in stage) || stage.delivery.type === 'waiting') return state;
  const delivery = { ...stage.delivery, message: { ...stage.delivery.message, ...facts } };
  // as: a stage stays one of its operation, which the type of a union cannot say
  return { ...state, stage: { ...stage, delivery } } as AnyTransactionState;
}
