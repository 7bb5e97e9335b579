import { type AnyTransactionState, PKIMessage, TransferError, type TransactionEvent } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';

import type { Plan } from '../request/build-plan.ts';
import { sealingOf, sealMessage } from './seal-message.ts';
import type { Exchange } from './exchange.ts';
import { asIfAsked, asIfSent } from './last-message.ts';

export interface Carried {
  readonly event: TransactionEvent;
  /** As it has to be for the answer: a request from a file may be of another transaction than ours. */
  readonly state: AnyTransactionState;
}

/** Sends one message, or what a file gives in its place, and brings the answer, or what a file gives for it. */
export async function carryMessage(
  bytes: Uint8Array,
  state: AnyTransactionState,
  plan: Plan,
  exchange: Exchange,
  signal: AbortSignal | undefined,
): Promise<Carried> {
  await exchange.saveRequest(bytes);
  const recorded = await exchange.nextResponse();
  if (recorded !== undefined) {
    return { event: { type: 'received', bytes: recorded }, state: asIfAsked(state, recorded) };
  }
  const given = await exchange.nextRequest();
  const request = given === undefined ? bytes : await refresh(given, bytes, state, plan);
  const known = given === undefined ? state : asIfSent(state, request);
  try {
    return { event: { type: 'received', ...(await exchange.send(request, signal)) }, state: known };
  } catch (error) {
    if (signal?.aborted === true) return { event: { type: 'cancel' }, state: known };
    if (error instanceof TransferError) return { event: { type: 'transport-failed', failure: error }, state: known };
    throw error;
  }
}

/** A request from a file fits the running transaction: its recipNonce, and with -reqin_new_tid its transactionID. */
async function refresh(
  given: Uint8Array,
  ours: Uint8Array,
  state: AnyTransactionState,
  plan: Plan,
): Promise<Uint8Array> {
  const message = decode(PKIMessage, given);
  const { recipNonce, transactionID } = decode(PKIMessage, ours).header.value;
  const isNew = plan.transfer.newTransactionID && transactionID !== undefined;
  if (!isNew && recipNonce === undefined) return given;
  const header = {
    ...message.header.value,
    ...(isNew && { transactionID }),
    ...(recipNonce !== undefined && { recipNonce }),
  };
  const draft = { header, body: message.body.value, extraCerts: message.extraCerts ?? [] };
  return sealMessage(draft, sealingOf(plan, state));
}
