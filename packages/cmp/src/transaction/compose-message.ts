import { encode, fromHex, toHex } from '@crypto-cmp/der';
import type { CryptoProvider } from '@crypto-cmp/x509';

import { INFO_TYPES, type InfoType } from '../messages/info-types.ts';
import type { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import type { PKIBody } from '../messages/pki-body.ts';
import { encodeUnprotected, type PKIMessageDraft, protectPKIMessage } from '../protection/protect-pki-message.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { SentBodyType } from './transaction-effect.ts';
import type { Hex, OutgoingMessage, TransactionFacts } from './transaction-state.ts';

/** What is the same in all our messages of a transaction. */
export type MessageFacts = Pick<
  TransactionFacts,
  'sender' | 'recipient' | 'transactionID' | 'macSalt' | 'kemCiphertext' | 'pvno'
>;

export interface MessageContent {
  readonly body: PKIBody & { readonly type: SentBodyType };
  /** The senderNonce of the CA's last message; absent in a first request. */
  readonly recipNonce?: Hex | undefined;
  readonly generalInfo?: readonly InfoTypeAndValue[];
  /** 2 by default: 3 only where its syntax is used (RFC 9810, section 7). */
  readonly pvno?: 2 | 3;
}

/** Makes and protects one of our messages (RFC 9810, section 5.1; RFC 9483, section 3.1). */
export async function composeMessage(
  facts: MessageFacts,
  { body, recipNonce, generalInfo = [], pvno = facts.pvno ?? 2 }: MessageContent,
  { crypto, protector, now, additions = {} }: TransactionContext,
): Promise<OutgoingMessage> {
  const infos = [...generalInfo, ...(additions.generalInfo ?? [])];
  const { extraCerts = [] } = additions;
  const senderNonce = crypto.randomBytes(NONCE_LENGTH);
  const header = {
    pvno,
    sender: { type: 'directoryName', value: fromHex(facts.sender) },
    recipient: { type: 'directoryName', value: fromHex(facts.recipient) },
    messageTime: wholeSeconds(additions.messageTime ?? now),
    transactionID: fromHex(facts.transactionID),
    senderNonce,
    ...(recipNonce !== undefined && { recipNonce: fromHex(recipNonce) }),
    ...(infos.length > 0 && { generalInfo: infos }),
  } as const;
  const bytes = await protect({ header, body, extraCerts }, facts, protector, crypto);
  return { bodyType: body.type, pvno, senderNonce: toHex(senderNonce), bytes: toHex(bytes) };
}

async function protect(
  draft: PKIMessageDraft,
  { macSalt, kemCiphertext }: MessageFacts,
  protector: TransactionContext['protector'],
  crypto: CryptoProvider,
): Promise<Uint8Array> {
  if (protector.kind === 'none') return encodeUnprotected(draft);
  if (protector.kind === 'kem' && kemCiphertext === undefined) {
    // RFC 9810, appendix E, figure 3: there is no key yet, and the CA has to learn for whom to make one.
    return encodeUnprotected({
      ...draft,
      extraCerts: [protector.certificate, ...protector.chain, ...(draft.extraCerts ?? [])],
    });
  }
  return protectPKIMessage(draft, protector, crypto, {
    ...(macSalt !== undefined && { macSalt: fromHex(macSalt) }),
    ...(kemCiphertext !== undefined && { kemCiphertext: fromHex(kemCiphertext) }),
  });
}

export function infoTypeAndValue<T>({ oid, value }: InfoType<T>, content: T): InfoTypeAndValue {
  return { infoType: oid, infoValue: encode(value, content) };
}

/** RFC 9810, section 5.2.9: GeneralizedTime as RFC 5280 has it, without fractions. */
function wholeSeconds(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

/** RFC 9483, section 3.1: 128 bits from a good source, no more. */
export const NONCE_LENGTH = 16;

export const IMPLICIT_CONFIRM = INFO_TYPES.implicitConfirm;
export const CONFIRM_WAIT_TIME = INFO_TYPES.confirmWaitTime;
