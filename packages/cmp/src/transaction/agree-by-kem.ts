import { decode, DerError, encode, fromHex, toHex } from '@crypto-cmp/der';
import { type AlgorithmIdentifier, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import { INFO_TYPES } from '../messages/info-types.ts';
import { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import { KemCiphertextInfo } from '../messages/kem-ciphertext-info.ts';
import { PKIBody } from '../messages/pki-body.ts';
import type { PKIMessage } from '../messages/pki-message.ts';
import { composeMessage, infoTypeAndValue, type MessageContent, type MessageFacts } from './compose-message.ts';
import type { KemPeer, TransactionContext } from './transaction-context.ts';
import type {
  AgreeingStage,
  AnyTransactionState,
  PreparedRequest,
  RequestingStage,
  TransactionFacts,
} from './transaction-state.ts';

/** Asks for a ciphertext for our KEM key, and puts the request by (RFC 9810, appendix E, figure 3). */
export async function beginAgreement(
  facts: MessageFacts,
  { body, generalInfo = [] }: Pick<MessageContent, 'body' | 'generalInfo'>,
  context: TransactionContext,
): Promise<AgreeingStage> {
  const question = { type: 'genm', value: [{ infoType: INFO_TYPES.KemCiphertextInfo.oid }] } as const;
  const message = await composeMessage(facts, { body: question }, context);
  const infos = generalInfo.map((info) => toHex(encode(InfoTypeAndValue, info)));
  const request: PreparedRequest = { body: toHex(encode(PKIBody, body)), generalInfo: infos };
  return { name: 'agreeing', delivery: { type: 'sent', message }, request };
}

/**
 * What the state must know of the CA's answer to that. Nobody need have proven the answer: with a false ciphertext the CA
 * refuses our MAC, and nothing else comes of it.
 */
export function rememberCiphertext<S extends AnyTransactionState>(state: S, { header, body }: PKIMessage): S {
  const { senderNonce } = header.value;
  const info = readCiphertext(body.value);
  if (info === undefined) return state;
  const nonces = senderNonce === undefined ? [] : [toHex(senderNonce)];
  return { ...state, kemCiphertext: toHex(info.ct), peerNonces: [...new Set([...state.peerNonces, ...nonces])] };
}

/** The request, now that it can be protected. */
export async function sendPrepared(
  state: TransactionFacts,
  { request }: AgreeingStage,
  context: TransactionContext,
): Promise<RequestingStage> {
  const generalInfo = request.generalInfo.map((info) => decode(InfoTypeAndValue, fromHex(info)));
  // as: it was written from such a body
  const body = decode(PKIBody, fromHex(request.body)) as MessageContent['body'];
  const message = await composeMessage(state, { body, generalInfo, recipNonce: state.peerNonces.at(-1) }, context);
  return { name: 'requesting', delivery: { type: 'sent', message } };
}

/** A ciphertext for the CA's KEM key, and what the state keeps of the secret in it. */
export async function encapsulateTo({ certificate, wrappingKey, crypto }: KemPeer): Promise<{
  readonly info: InfoTypeAndValue;
  readonly facts: Pick<TransactionFacts, 'wrappedKemSecret'>;
}> {
  const spki = certificate.subjectPublicKeyInfo;
  const { ciphertext, sharedSecret } = await crypto.encapsulate(spki);
  return {
    info: infoTypeAndValue(INFO_TYPES.KemCiphertextInfo, { kem: kemAlgorithmOf(spki), ct: ciphertext }),
    facts: { wrappedKemSecret: toHex(await crypto.wrapKey(wrappingKey, sharedSecret)) },
  };
}

/** The one KemCiphertextInfo of an answer; undefined where it is not there, or not alone, or cannot be read. */
export function readCiphertext(body: PKIBody): KemCiphertextInfo | undefined {
  const [value, another] = body.type === 'genp' ? body.value : [];
  if (value?.infoValue === undefined || another !== undefined) return undefined;
  if (value.infoType !== INFO_TYPES.KemCiphertextInfo.oid) return undefined;
  try {
    return decode(KemCiphertextInfo, value.infoValue);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** A KEM goes by the identifier of its keys (RFC 9629, section 3; RFC 9935, section 3). */
export function kemAlgorithmOf(spki: Uint8Array): AlgorithmIdentifier {
  return decode(SubjectPublicKeyInfo, spki).algorithm;
}
