import { decode, DerError, equalBytes, toHex } from '@crypto-cmp/der';
import { type CryptoProvider, parseCertificate } from '@crypto-cmp/x509';

import { PKIMessage } from '../messages/pki-message.ts';
import { NestingError } from './nesting-error.ts';
import { protectPKIMessage } from './protect-pki-message.ts';
import type { SignatureProtector } from './protector.ts';

// RFC 9810, section 5.1.3.5; RFC 9483, section 5.2.2: between an RA and a CA, never to or from an end entity.

export interface NestingContext {
  readonly crypto: CryptoProvider;
  readonly now: Date;
  /** RFC 9483, section 5.2.2: signed, never under a MAC. */
  readonly protector: SignatureProtector;
  /** The Name of the next entity on the way, in DER. */
  readonly recipient: Uint8Array;
}

/**
 * Adds our own protection to a message that was found good (RFC 9483, section 5.2.2.1). The message stays as it is, octet for
 * octet; transactionID and senderNonce are those of the message, so that its answer fits both.
 *
 * @throws NestingError when it is no message, or has no transactionID or senderNonce
 */
export async function addProtection(message: Uint8Array, context: NestingContext): Promise<Uint8Array> {
  const { header } = readMessage(message);
  const { transactionID, senderNonce, pvno } = header.value;
  if (transactionID === undefined || senderNonce === undefined) {
    throw new NestingError('nested-message-unfit', 'expected a message with transactionID and senderNonce');
  }
  return nest([message], { pvno, transactionID, senderNonce }, context);
}

/**
 * Puts messages of different transactions into one (RFC 9483, section 5.2.2.2). That says nothing about their content: each is
 * verified by its own protection.
 *
 * @throws NestingError when one is no message, or two are of the same transaction
 */
export async function createBatch(messages: readonly Uint8Array[], context: NestingContext): Promise<Uint8Array> {
  const inner = messages.map(readMessage);
  if (inner.length === 0) throw new NestingError('nested-message-unfit', 'expected a message');
  requireDistinct(inner);
  const [transactionID, senderNonce] = [context.crypto.randomBytes(16), context.crypto.randomBytes(16)];
  return nest(messages, { pvno: 2, transactionID, senderNonce }, context);
}

/** What is in a nested message. */
export interface NestedMessages {
  /** One message, whose sender's protection we have to verify too; or several that only travel together. */
  readonly type: 'added-protection' | 'batch';
  /** In order, as they stand. */
  readonly messages: readonly { readonly der: Uint8Array; readonly message: PKIMessage }[];
}

/**
 * Reads a nested message. Neither its own protection nor that of what is in it has been verified. What is nested in it again
 * is left as it is, for another call: nobody can make us recurse.
 *
 * @throws NestingError when it is none, too much is in it, or transactions in it are not distinct
 */
export function readNestedMessage({ header, body }: PKIMessage): NestedMessages {
  if (body.value.type !== 'nested') {
    throw new NestingError('nested-message-unfit', `expected nested, got ${body.value.type}`);
  }
  const content = body.value.value;
  if (content.length > MAX_MESSAGES) {
    throw new NestingError('nested-message-unfit', `${content.length} messages, ${MAX_MESSAGES} allowed`);
  }
  const messages = content.map((der) => ({ der, message: readMessage(der) }));
  requireDistinct(messages.map(({ message }) => message));
  const [first, another] = messages;
  const isSame = another === undefined && first !== undefined && isSameTransaction(header.value, first.message);
  return { type: isSame ? 'added-protection' : 'batch', messages };
}

async function nest(
  messages: readonly Uint8Array[],
  transaction: { readonly pvno: number; readonly transactionID: Uint8Array; readonly senderNonce: Uint8Array },
  { crypto, now, protector, recipient }: NestingContext,
): Promise<Uint8Array> {
  const header = {
    ...transaction,
    sender: { type: 'directoryName', value: parseCertificate(protector.certificate).subject },
    recipient: { type: 'directoryName', value: recipient },
    messageTime: new Date(Math.floor(now.getTime() / 1000) * 1000),
  } as const;
  return protectPKIMessage({ header, body: { type: 'nested', value: messages } }, protector, crypto);
}

function readMessage(der: Uint8Array): PKIMessage {
  try {
    return decode(PKIMessage, der);
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    throw new NestingError('nested-message-malformed', `expected a PKIMessage: ${cause.message}`, { cause });
  }
}

/** RFC 9483, section 5.2.2.2: else an answer could not be told from another. */
function requireDistinct(messages: readonly PKIMessage[]): void {
  const seen = new Set<string>();
  for (const { header } of messages) {
    const { transactionID, senderNonce } = header.value;
    if (transactionID === undefined || senderNonce === undefined) {
      throw new NestingError('nested-message-unfit', 'a message lacks transactionID or senderNonce');
    }
    const name = toHex(transactionID);
    if (seen.has(name)) throw new NestingError('nested-message-unfit', 'two messages are of the same transaction');
    seen.add(name);
  }
}

function isSameTransaction(outer: PKIMessage['header']['value'], { header }: PKIMessage): boolean {
  const pairs = [
    [outer.transactionID, header.value.transactionID],
    [outer.senderNonce, header.value.senderNonce],
  ] as const;
  return pairs.every(([one, other]) => one !== undefined && other !== undefined && equalBytes(one, other));
}

/** A peer chooses how many; each is decoded, and later verified. */
const MAX_MESSAGES = 100;
