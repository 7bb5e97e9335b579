import { encodeUnprotected, INFO_TYPES, type InfoTypeAndValue, type PKIMessage } from '@crypto-cmp/cmp';
import { decode, encode, toHex } from '@crypto-cmp/der';
import {
  type Certificate,
  type Encapsulated,
  keyUsage,
  parseCertificate,
  SubjectPublicKeyInfo,
  X509Error,
} from '@crypto-cmp/x509';

import { answerHeader } from '../composing/answer-draft.ts';
import type { Fault } from '../faults/fault.ts';
import type { Lab } from '../lab.ts';
import { findHolder } from '../receiving/authenticate-signature.ts';
import { checkBeforeProtection } from '../receiving/check-header.ts';
import { toCredentialRecord } from '../receiving/requester.ts';
import { Refusal } from '../refusal.ts';
import type { Hex, TransactionRecord } from '../store/records.ts';

/** Whether a message is the one that RFC 9810, appendix E, figure 3, lets go without protection. */
export function isKemQuestion({ header, body, protection }: PKIMessage): boolean {
  if (header.value.protectionAlg !== undefined || protection !== undefined || body.value.type !== 'genm') return false;
  const [question, another] = body.value.value;
  return question?.infoType === INFO_TYPES.KemCiphertextInfo.oid && another === undefined;
}

/**
 * A ciphertext for the KEM key of the first certificate of extraCerts. The answer is as little protected as the question
 * is: whoever holds the key proves it by what comes next.
 *
 * @throws Refusal
 */
export async function answerKemQuestion(
  message: PKIMessage,
  lastRequest: Hex,
  fault: Fault['kemQuestion'],
  lab: Lab,
): Promise<Uint8Array> {
  const header = message.header.value;
  checkBeforeProtection(header);
  if (header.senderNonce === undefined) throw new Refusal('badSenderNonce', 'senderNonce is missing');
  if (lab.register.transaction(toHex(header.transactionID ?? new Uint8Array())) !== undefined) {
    throw new Refusal('transactionIdInUse', 'transactionID is in use');
  }
  const certificate = readCertificate(message);
  const holder = await findHolder(message, certificate, lab);
  const spki = certificate.subjectPublicKeyInfo;
  const { ciphertext, sharedSecret } = await encapsulate(spki, lab);
  const info = { kem: decode(SubjectPublicKeyInfo, spki).algorithm, ct: ciphertext };
  const value: InfoTypeAndValue = {
    infoType: INFO_TYPES.KemCiphertextInfo.oid,
    infoValue: encode(INFO_TYPES.KemCiphertextInfo.value, info),
  };
  const draft = answerHeader(header, lab.authority, lab.crypto, lab.clock());
  const body = { type: 'genp', value: fault?.(value, info) ?? [value] } as const;
  const bytes = encodeUnprotected({ header: draft, body });
  const record: TransactionRecord = {
    type: 'transaction',
    transactionID: toHex(header.transactionID ?? new Uint8Array()),
    credential: toCredentialRecord({ ...holder, kemSecret: sharedSecret }),
    macSalt: toHex(lab.crypto.randomBytes(16)),
    lastRequest,
    lastAnswer: toHex(bytes),
    answerNonce: toHex(draft.senderNonce ?? new Uint8Array()),
    peerNonces: [toHex(header.senderNonce)],
    stage: { name: 'agreed' },
  };
  await lab.register.save(record);
  return bytes;
}

function readCertificate({ extraCerts: [first] = [] }: PKIMessage): Certificate {
  if (first === undefined) throw new Refusal('badMessageCheck', 'the certificate of the KEM key is not in extraCerts');
  try {
    const certificate = parseCertificate(first);
    if (keyUsage(certificate)?.has('keyEncipherment') === false) {
      throw new Refusal('badMessageCheck', 'the certificate is not for encapsulating keys (keyUsage)');
    }
    return certificate;
  } catch (cause) {
    if (cause instanceof X509Error) throw new Refusal('badMessageCheck', cause.message, { cause });
    throw cause;
  }
}

async function encapsulate(spki: Uint8Array, { crypto }: Lab): Promise<Encapsulated> {
  try {
    return await crypto.encapsulate(spki);
  } catch (cause) {
    if (cause instanceof X509Error) throw new Refusal('badAlg', cause.message, { cause });
    throw cause;
  }
}
