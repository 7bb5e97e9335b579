import { PKIMessage, type TransactionState } from '@crypto-cmp/cmp';
import { decode, toHex } from '@crypto-cmp/der';

/** The state as if this had been our last message: what answers it is then checked against what it really said. */
export function asIfSent(state: TransactionState, bytes: Uint8Array): TransactionState {
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
export function asIfAsked(state: TransactionState, answer: Uint8Array): TransactionState {
  const { transactionID, recipNonce } = decode(PKIMessage, answer).header.value;
  return withLastMessage(
    { ...state, ...(transactionID !== undefined && { transactionID: toHex(transactionID) }) },
    recipNonce === undefined ? {} : { senderNonce: toHex(recipNonce) },
  );
}

function withLastMessage(
  state: TransactionState,
  facts: { readonly pvno?: number; readonly senderNonce?: string },
): TransactionState {
  const { stage } = state;
  if (!('delivery' in stage) || stage.delivery.type === 'waiting') return state;
  const delivery = { ...stage.delivery, message: { ...stage.delivery.message, ...facts } };
  return { ...state, stage: { ...stage, delivery } };
}
