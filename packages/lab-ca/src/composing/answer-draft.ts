import {
  encodeUnprotected,
  hashOfMac,
  type PKIHeader,
  type PKIMessageDraft,
  protectPKIMessage,
  type Protector,
} from '@crypto-cmp/cmp';
import type { CryptoProvider } from '@crypto-cmp/x509';

import { type Authority, bridgesOf } from '../authority/authority.ts';
import type { Requester } from '../receiving/requester.ts';

/** An answer before it is protected. */
export interface AnswerDraft extends PKIMessageDraft {
  readonly extraCerts: readonly Uint8Array[];
  /** Undefined: it goes out as it is, which no honest answer does. */
  readonly protector: Protector | undefined;
  readonly macSalt: Uint8Array;
  /** What the requester has sent for our KEM key, where that protects the answer. */
  readonly kemCiphertext?: Uint8Array;
}

/** The DER of the message. */
export async function finishDraft(draft: AnswerDraft, crypto: CryptoProvider): Promise<Uint8Array> {
  const { protector, macSalt, kemCiphertext } = draft;
  if (protector === undefined) return encodeUnprotected(draft);
  return protectPKIMessage(draft, protector, crypto, { macSalt, ...(kemCiphertext && { kemCiphertext }) });
}

/** The header of an answer to that header: RFC 9483, section 5.1. What it cannot take over, it leaves out. */
export function answerHeader(
  request: PKIHeader | undefined,
  { issuing }: Authority,
  crypto: CryptoProvider,
  now: Date,
): AnswerDraft['header'] {
  const { transactionID, senderNonce } = request ?? {};
  return {
    pvno: nearestVersion(request?.pvno ?? 2),
    sender: { type: 'directoryName', value: issuing.certificate.subject },
    recipient: request?.sender ?? { type: 'directoryName', value: NULL_DN },
    messageTime: new Date(Math.floor(now.getTime() / 1000) * 1000),
    ...(transactionID !== undefined && { transactionID }),
    senderNonce: crypto.randomBytes(NONCE_LENGTH),
    ...(senderNonce !== undefined && { recipNonce: senderNonce }),
  };
}

/** A secret is answered by the same secret, a signature by ours: RFC 9483, section 3.2. */
export function answerProtector(requester: Requester | undefined, authority: Authority): Protector {
  if (requester?.kind === 'mac') {
    const { algorithm, hash, mac, iterations } = requester.scheme;
    const macHash = hashOfMac(mac) ?? 'sha256';
    return { kind: 'mac', ...requester.shared, parameters: { algorithm, hash, macHash, iterations } };
  }
  const { certificate, signer } = authority.issuing;
  return { kind: 'signature', signer, certificate: certificate.der, chain: bridgesOf(authority) };
}

/** RFC 9810, section 7: that of the request, or the nearest that we speak. */
function nearestVersion(pvno: number): number {
  return Math.min(Math.max(pvno, 2), 3);
}

const NULL_DN = Uint8Array.of(0x30, 0x00);
const NONCE_LENGTH = 16;
