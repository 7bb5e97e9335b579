import { ID_PASSWORD_BASED_MAC, type MacParameters, PBMParameter, PKIHeader, PKIMessage } from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import { type AlgorithmIdentifier, HASH_OIDS } from '@crypto-cmp/x509';

import type { AnswerDraft } from '../composing/answer-draft.ts';
import { type Fault, REQUESTS } from './fault.ts';

/** The message says what it should, and is not, or wrongly, protected. */
export const PROTECTION_FAULTS = {
  'protection-missing': {
    description: 'the answer is not protected at all',
    provokes: 'protection-missing',
    under: 'any',
    on: REQUESTS,
    draft: (draft) => ({ ...draft, protector: undefined }),
  },
  'protection-bits-missing': {
    description: 'protectionAlg is there, the protection itself is not',
    provokes: 'protection-missing',
    under: 'any',
    on: REQUESTS,
    bytes: (bytes) => rewrite(bytes, ({ protection: _, ...message }) => message),
  },
  'protection-alg-missing': {
    description: 'the protection is there, protectionAlg is not',
    provokes: 'protection-missing',
    under: 'any',
    on: REQUESTS,
    bytes: (bytes) => rewriteHeader(bytes, ({ protectionAlg: _, ...header }) => header),
  },
  'protection-kind-differs': {
    description: 'a signed request is answered with a MAC, by a secret that nobody shares',
    provokes: 'protection-kind-differs',
    under: 'signature',
    on: REQUESTS,
    draft: (draft, { lab: { crypto } }) => ({
      ...draft,
      protector: { kind: 'mac', secret: crypto.randomBytes(16), referenceId: crypto.randomBytes(4) },
    }),
  },
  'protection-not-supported': {
    description: 'the protection algorithm is one that nobody knows',
    provokes: 'protection-not-supported',
    under: 'any',
    on: REQUESTS,
    bytes: (bytes) => rewriteHeader(bytes, (header) => ({ ...header, protectionAlg: { algorithm: '1.2.3.4' } })),
  },
  'mac-wrong': {
    description: 'the MAC is made with another secret',
    provokes: 'mac-wrong',
    under: 'mac',
    on: REQUESTS,
    draft: (draft, { lab }) => changeMac(draft, { secret: lab.crypto.randomBytes(16) }),
  },
  'message-changed-under-mac': {
    description: 'the message was changed after its MAC was made',
    provokes: 'mac-wrong',
    under: 'mac',
    on: REQUESTS,
    bytes: changeText,
  },
  'mac-iterations-few': {
    description: 'the key of the MAC is derived by one iteration',
    provokes: 'mac-parameters-refused',
    under: 'mac',
    on: REQUESTS,
    draft: (draft) => changeMac(draft, { iterations: 1 }),
  },
  'mac-iterations-many': {
    description: 'the key of the MAC is to be derived by a thousand million iterations',
    provokes: 'mac-parameters-refused',
    under: 'mac',
    on: REQUESTS,
    // The MAC itself is not made: who computes it to find that out has lost already.
    bytes: (bytes) => rewriteHeader(bytes, (header) => ({ ...header, protectionAlg: TOO_MANY_ITERATIONS })),
  },
  'mac-salt-short': {
    description: 'the salt of the MAC has four octets',
    provokes: 'mac-parameters-refused',
    under: 'mac',
    on: REQUESTS,
    draft: (draft, { lab }) => ({ ...draft, macSalt: lab.crypto.randomBytes(4) }),
  },
  'mac-parameters-malformed': {
    description: 'the parameters of the MAC are not of its type',
    provokes: 'mac-parameters-refused',
    under: 'mac',
    on: REQUESTS,
    bytes: (bytes) => rewriteHeader(bytes, (header) => ({ ...header, protectionAlg: MALFORMED })),
  },
  'signature-wrong': {
    description: 'the signature has one wrong bit',
    provokes: 'signature-wrong',
    under: 'signature',
    on: REQUESTS,
    bytes: (bytes) => rewrite(bytes, (message) => ({ ...message, ...spoilProtection(message) })),
  },
  'message-changed-under-signature': {
    description: 'the message was changed after it was signed',
    provokes: 'signature-wrong',
    under: 'signature',
    on: REQUESTS,
    bytes: changeText,
  },
} as const satisfies Record<string, Fault>;

function changeMac(
  draft: AnswerDraft,
  { secret, iterations }: { readonly secret?: Uint8Array } & Pick<MacParameters, 'iterations'>,
): AnswerDraft {
  const { protector } = draft;
  if (protector?.kind !== 'mac') return draft;
  const parameters: MacParameters = {
    algorithm: 'passwordBasedMac',
    ...protector.parameters,
    ...(iterations !== undefined && { iterations }),
  };
  return { ...draft, protector: { ...protector, ...(secret !== undefined && { secret }), parameters } };
}

/** Writes the message anew and keeps its protection, which then belongs to other octets. */
export function rewrite(bytes: Uint8Array, change: (message: PKIMessage) => PKIMessage): Uint8Array {
  return encode(PKIMessage, change(decode(PKIMessage, bytes)));
}

function rewriteHeader(bytes: Uint8Array, change: (header: PKIHeader) => PKIHeader): Uint8Array {
  return rewrite(bytes, (message) => {
    const value = change(message.header.value);
    return { ...message, header: { value, der: encode(PKIHeader, value) } };
  });
}

function changeText(bytes: Uint8Array): Uint8Array {
  return rewriteHeader(bytes, (header) => ({ ...header, freeText: ['this was not in it before'] }));
}

function spoilProtection({ protection }: PKIMessage): Pick<PKIMessage, 'protection'> {
  if (protection === undefined) return {};
  const spoiled = Uint8Array.from(protection);
  spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 1;
  return { protection: spoiled };
}

const TOO_MANY_ITERATIONS: AlgorithmIdentifier = {
  algorithm: ID_PASSWORD_BASED_MAC,
  parameters: encode(PBMParameter, {
    salt: new Uint8Array(16),
    owf: { algorithm: HASH_OIDS.sha256 },
    iterationCount: 1_000_000_000,
    mac: { algorithm: '1.2.840.113549.2.9' },
  }),
};

const MALFORMED: AlgorithmIdentifier = { algorithm: ID_PASSWORD_BASED_MAC, parameters: Uint8Array.of(0x05, 0x00) };
