import { INFO_TYPES, type PKIMessage } from '@crypto-cmp/cmp';
import { concat, decode, DerError, fromHex, toHex } from '@crypto-cmp/der';

import { type Answer, ENDED, type Exchange } from './answering/answer.ts';
import { X509Error } from '@crypto-cmp/x509';

import { answerKemQuestion, isKemQuestion } from './answering/answer-kem-question.ts';
import { answerMessage } from './answering/answer-message.ts';
import { type AnswerDraft, finishDraft } from './composing/answer-draft.ts';
import { composeStrangersError, draftAnswer, errorBody } from './composing/compose-answer.ts';
import type { Conduct } from './conduct.ts';
import type { AnyFault } from './faults/fault.ts';
import type { Lab } from './lab.ts';
import { authenticate } from './receiving/authenticate.ts';
import { checkBeforeProtection, checkHeader } from './receiving/check-header.ts';
import { type Requester, toCredentialRecord } from './receiving/requester.ts';
import { Refusal } from './refusal.ts';
import type { Hex, TransactionRecord } from './store/records.ts';

export interface ReceivedMessage {
  readonly path: string;
  readonly conduct: Conduct;
  readonly message: PKIMessage;
  /** The octets of the message. */
  readonly body: Uint8Array;
  readonly lab: Lab;
}

/** Answers a message: RFC 9483, section 5.1. */
export async function handleMessage(received: ReceivedMessage): Promise<Uint8Array> {
  const { message, conduct, lab } = received;
  const header = message.header.value;
  const transaction = lab.register.transaction(toHex(header.transactionID ?? new Uint8Array()));
  const lastRequest = await fingerprint(received);
  // The answer was lost on its way, or the requester crashed before it could act on it.
  if (transaction?.lastRequest === lastRequest) return fromHex(transaction.lastAnswer);
  try {
    if (isKemQuestion(message)) return await answerKemQuestion(message, lastRequest, conduct.fault?.kemQuestion, lab);
    checkBeforeProtection(header);
    const requester = await authenticate(message, transaction, conduct, lab);
    return await answer({ lab, conduct, message, requester, transaction }, lastRequest);
  } catch (error) {
    if (error instanceof Refusal) return composeStrangersError(header, error, lab);
    throw error;
  }
}

/** From here on the sender is proven: refusals go out under the same protection, and are remembered. */
async function answer(exchange: Exchange, lastRequest: Hex): Promise<Uint8Array> {
  const { lab, transaction, message } = exchange;
  const macSalt = transaction?.macSalt ?? toHex(firstSalt(exchange));
  const kemCiphertext = transaction?.kemCiphertext ?? readKemCiphertext(message);
  await requireFitting(kemCiphertext, lab);
  const { outcome, isRefusal } = await act(exchange);
  const draft = draftAnswer(exchange, outcome, macSalt, kemCiphertext);
  const bytes = await finish(draft, exchange);
  // An answer that refuses a later message changes nothing: the right message may still come.
  if (isRefusal && transaction !== undefined) return bytes;
  const { transactionID, senderNonce } = message.header.value;
  const record: TransactionRecord = {
    type: 'transaction',
    transactionID: toHex(transactionID ?? new Uint8Array()),
    credential: toCredentialRecord(exchange.requester),
    macSalt,
    lastRequest,
    lastAnswer: toHex(bytes),
    answerNonce: toHex(draft.header.senderNonce ?? new Uint8Array()),
    peerNonces: [...(transaction?.peerNonces ?? []), toHex(senderNonce ?? new Uint8Array())].slice(-MAX_NONCES),
    stage: outcome.stage,
    ...(kemCiphertext !== undefined && { kemCiphertext }),
  };
  await lab.register.save(record);
  return bytes;
}

/** For our own KEM key (RFC 9810, section 5.1.1.5). What cannot be read is as good as none: our answer is signed. */
function readKemCiphertext({ header }: PKIMessage): Hex | undefined {
  const { oid, value } = INFO_TYPES.KemCiphertextInfo;
  const info = header.value.generalInfo?.find(({ infoType }) => infoType === oid);
  if (info?.infoValue === undefined) return undefined;
  try {
    return toHex(decode(value, info.infoValue).ct);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** RFC 9810, section 5.1.3.4: a ciphertext that is none for our key ends the operation, before anything is done. */
async function requireFitting(kemCiphertext: Hex | undefined, { kem }: Lab): Promise<void> {
  if (kemCiphertext === undefined || kem === undefined) return;
  try {
    await kem.decapsulator.decapsulate(fromHex(kemCiphertext));
  } catch (cause) {
    if (!(cause instanceof X509Error)) throw cause;
    throw new Refusal('badMessageCheck', cause.message, { cause });
  }
}

/** RFC 9810, section 5.1.3.1: the same parameters in all messages of a transaction, so that one derivation is enough. */
function firstSalt({ requester, lab }: Exchange): Uint8Array {
  return requester.kind === 'mac' ? requester.scheme.salt : lab.crypto.randomBytes(MAC_SALT_LENGTH);
}

async function act(exchange: Exchange): Promise<{ readonly outcome: Answer; readonly isRefusal: boolean }> {
  const { lab, message, transaction, requester, conduct } = exchange;
  try {
    checkHeader(message, transaction, requester, conduct, lab.clock());
    return { outcome: await answerMessage(exchange), isRefusal: false };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { outcome: { body: errorBody(error), stage: ENDED }, isRefusal: true };
  }
}

/** Protects the answer. This is where the faults of a path come in, before, in place of and after that. */
async function finish(draft: AnswerDraft, exchange: Exchange): Promise<Uint8Array> {
  const { conduct, message, requester, lab } = exchange;
  const { fault } = conduct;
  if (fault === undefined || !spoils(fault, message, requester)) return finishDraft(draft, lab.crypto);
  const spoiled = (await fault.draft?.(draft, exchange)) ?? draft;
  const bytes = await (fault.protect?.(spoiled, exchange) ?? finishDraft(spoiled, lab.crypto));
  return fault.bytes?.(bytes) ?? bytes;
}

function spoils({ on, under }: AnyFault, { body }: PKIMessage, { kind }: Requester): boolean {
  return on.includes(body.value.type) && (under === 'any' || under === kind);
}

/** Of the octets and of where they came: the same request elsewhere is another one. */
async function fingerprint({ path, body, lab }: ReceivedMessage): Promise<Hex> {
  return toHex(await lab.crypto.digest('sha256', concat(new TextEncoder().encode(`${path}\n`), body)));
}

const MAC_SALT_LENGTH = 16;

/** Somebody who polls for ever must not fill the memory. */
const MAX_NONCES = 100;
