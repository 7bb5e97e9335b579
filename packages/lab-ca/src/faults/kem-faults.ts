import {
  computeKemMac,
  type InfoTypeAndValue,
  INFO_TYPES,
  isKemMacAlgorithm,
  KemBMParameter,
  type KemCiphertextInfo,
  type KemMacScheme,
  parseKemMacScheme,
  PKIHeader,
  PKIMessage,
  protectedPart,
} from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import type { AlgorithmIdentifier } from '@crypto-cmp/x509';

import type { Exchange } from '../answering/answer.ts';
import { type AnswerDraft, finishDraft } from '../composing/answer-draft.ts';
import { type Fault, REQUESTS } from './fault.ts';
import { rewrite } from './protection-faults.ts';

/** Protection by KEM keys gone wrong (RFC 9810, section 5.1.3.4): the requester's own, and that of the CA. */
export const KEM_FAULTS = {
  'kem-ciphertext-missing': asked('no ciphertext comes for the KEM key', (proper) => [{ infoType: proper.infoType }]),
  'kem-ciphertext-twice': asked('two ciphertexts come for one KEM key', (proper) => [proper, proper]),
  'kem-ciphertext-length': asked('the ciphertext has one octet too few', (_, info) => [
    answerWith({ ...info, ct: info.ct.slice(1) }),
  ]),
  'kem-ciphertext-algorithm': asked('the ciphertext is for another KEM', (_, info) => [
    answerWith({ ...info, kem: { algorithm: '1.2.3.4' } }),
  ]),
  'kem-ciphertext-changed': {
    description: 'the ciphertext was changed on its way, and the CA refuses what is made of it',
    provokes: 'error-received',
    under: 'signature',
    needs: 'kem-key',
    on: [],
    kemQuestion: (_, info) => [
      answerWith({ ...info, ct: info.ct.map((octet, index) => (index === 0 ? octet ^ 1 : octet)) }),
    ],
  },
  'kem-kdf': answered(
    'the key of the MAC is derived by a function that nobody knows',
    'protection-not-supported',
    (it) => ({
      ...it,
      kdf: { algorithm: '1.2.3.4' },
    }),
  ),
  'kem-key-length': answered('the key of the MAC has one octet', 'mac-parameters-refused', (it) => ({ ...it, len: 1 })),
  'kem-parameters-malformed': {
    ...answered('the parameters of the MAC are not of its type', 'mac-parameters-refused', (it) => it),
    bytes: (bytes) =>
      rewriteProtectionAlg(bytes, ({ algorithm }) => ({ algorithm, parameters: Uint8Array.of(0x05, 0x00) })),
  },
  'kem-other-info': macOf('the key of the MAC is derived with another context than is sent', (scheme) => ({
    scheme: { ...scheme, kemContext: Uint8Array.of(1) },
  })),
  'kem-transaction': macOf('the key of the MAC is derived for another transaction', () => ({
    transactionID: new Uint8Array(16),
  })),
  'kem-secret': macOf('the key of the MAC is derived from another secret', () => ({
    sharedSecret: new Uint8Array(32),
  })),
  'kem-not-used': {
    description: 'an answer that should bear a MAC with the KEM key is signed',
    provokes: 'protection-kind-differs',
    under: 'signature',
    needs: 'kem-peer',
    on: REQUESTS,
    draft: ({ kemCiphertext: _, ...draft }, { lab: { authority } }) => {
      const { certificate, signer } = authority.issuing;
      return {
        ...draft,
        header: { ...draft.header, sender: { type: 'directoryName', value: certificate.subject } },
        protector: { kind: 'signature', signer, certificate: certificate.der, chain: [] },
      };
    },
  },
} as const satisfies Record<string, Fault>;

/** Of the answer to the question for a ciphertext. */
function asked(description: string, kemQuestion: NonNullable<Fault['kemQuestion']>) {
  return {
    description,
    provokes: 'kem-ciphertext-unfit',
    under: 'signature',
    needs: 'kem-key',
    on: [],
    kemQuestion,
  } as const satisfies Fault;
}

function answerWith(info: KemCiphertextInfo): InfoTypeAndValue {
  const { oid, value } = INFO_TYPES.KemCiphertextInfo;
  return { infoType: oid, infoValue: encode(value, info) };
}

/** Other parameters over the MAC that was there. */
function answered<Code extends Fault['provokes']>(
  description: string,
  provokes: Code,
  change: (proper: KemBMParameter) => KemBMParameter,
) {
  return {
    description,
    provokes,
    under: 'signature',
    needs: 'kem-peer',
    on: REQUESTS,
    bytes: (bytes: Uint8Array) =>
      rewriteProtectionAlg(bytes, ({ algorithm, parameters = new Uint8Array() }) => ({
        algorithm,
        parameters: encode(KemBMParameter, change(decode(KemBMParameter, parameters))),
      })),
  } as const satisfies Fault;
}

interface KemMacInput {
  readonly scheme: KemMacScheme;
  readonly sharedSecret: Uint8Array;
  readonly transactionID: Uint8Array;
}

/** A MAC that was made of something else. */
function macOf(description: string, change: (scheme: KemMacScheme) => Partial<KemMacInput>) {
  return {
    description,
    provokes: 'mac-wrong',
    under: 'signature',
    needs: 'kem-peer',
    on: REQUESTS,
    protect: async (draft: AnswerDraft, { lab: { crypto } }: Exchange) => {
      const message = decode(PKIMessage, await finishDraft(draft, crypto));
      const { protectionAlg, transactionID = new Uint8Array() } = message.header.value;
      const { protector, kemCiphertext } = draft;
      if (protectionAlg === undefined || protector?.kind !== 'kem' || kemCiphertext === undefined) {
        return encode(PKIMessage, message);
      }
      const scheme = parseKemMacScheme(protectionAlg);
      const sharedSecret = await protector.decapsulator.decapsulate(kemCiphertext);
      const changed = { scheme, sharedSecret, transactionID, ...change(scheme) };
      const protection = await computeKemMac(changed.scheme, changed, protectedPart(message), crypto);
      return encode(PKIMessage, { ...message, protection });
    },
  } as const satisfies Fault;
}

function rewriteProtectionAlg(
  bytes: Uint8Array,
  change: (proper: AlgorithmIdentifier) => AlgorithmIdentifier,
): Uint8Array {
  return rewrite(bytes, (message) => {
    const { protectionAlg } = message.header.value;
    // An answer to somebody who has sent no ciphertext is not protected so.
    if (protectionAlg === undefined || !isKemMacAlgorithm(protectionAlg)) return message;
    const value = { ...message.header.value, protectionAlg: change(protectionAlg) };
    return { ...message, header: { value, der: encode(PKIHeader, value) } };
  });
}
