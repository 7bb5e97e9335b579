import {
  advance,
  type EnrolledCertificate,
  startTransaction,
  type TransactionContext,
  type TransactionRequest,
} from '@crypto-cmp/cmp';

/** How a message reaches the CA, and its answer comes back. */
export type Send = (message: Uint8Array) => Promise<Uint8Array>;

export interface Exchange {
  readonly enrolled: EnrolledCertificate;
  /** All messages of both sides, in order. */
  readonly messages: readonly Uint8Array[];
}

/**
 * One transaction as a client runs it that keeps nothing: the plain loop around the state machine.
 *
 * @throws Error when it does not end in a certificate: a measurement of failures would look good
 */
export async function enroll(
  request: TransactionRequest,
  context: Omit<TransactionContext, 'now'>,
  send: Send,
): Promise<Exchange> {
  const messages: Uint8Array[] = [];
  let { state, effect } = await startTransaction(request, { ...context, now: new Date() });
  while (effect.type === 'send') {
    const bytes = await send(effect.bytes);
    messages.push(effect.bytes, bytes);
    const event = { type: 'received', bytes, contentType: 'application/pkixcmp' } as const;
    ({ state, effect } = await advance(state, event, { ...context, now: new Date() }));
  }
  if (effect.type === 'succeeded') return { enrolled: effect, messages };
  throw new Error(effect.type === 'failed' ? effect.failure.message : 'the lab CA lets its requester wait');
}
