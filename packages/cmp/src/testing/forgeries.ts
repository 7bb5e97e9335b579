import { decode, encode } from '@crypto-cmp/der';
import type { AlgorithmIdentifier } from '@crypto-cmp/x509';

import type { CertRepMessage } from '../messages/cert-rep-message.ts';
import type { CertResponse } from '../messages/cert-response.ts';
import type { PKIBody } from '../messages/pki-body.ts';
import { PKIHeader } from '../messages/pki-header.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import type { Forgery, Header, Identity } from './test-ca.ts';

/** Other values for fields of the header. */
export function header(changes: Partial<Header>): Forgery {
  return { header: (proper) => ({ ...proper, ...changes }) };
}

/** A header without one of its optional fields. */
export function without(field: 'transactionID' | 'senderNonce' | 'recipNonce'): Forgery {
  return { header: ({ [field]: _, ...rest }) => rest };
}

/** Our own nonce as theirs. */
export const reflectedNonce: Forgery = {
  header: ({ recipNonce, ...rest }) => ({ ...rest, ...(recipNonce && { recipNonce, senderNonce: recipNonce }) }),
};

/** Another signer, under its own name. */
export function signedBy({ certificate, signer }: Identity, chain: readonly Identity[]): Forgery {
  return {
    protector: {
      kind: 'signature',
      signer,
      certificate: certificate.der,
      chain: chain.map((one) => one.certificate.der),
    },
    header: (proper) => ({ ...proper, sender: { type: 'directoryName', value: certificate.subject } }),
  };
}

/** Another CertResponse in place of the one in ip, cp or kup. */
export function response(change: (proper: CertResponse) => CertResponse): Forgery {
  return repMessage((content) => ({ ...content, response: content.response.map(change) }));
}

export function repMessage(change: (proper: CertRepMessage) => CertRepMessage): Forgery {
  return { body: (body) => (isRepMessage(body) ? { ...body, value: change(body.value) } : body) };
}

/** Always this body, whatever was asked. */
export function body(value: PKIBody): Forgery {
  return { body: () => value };
}

/** The last bit of the body turned over, after the message was protected. */
export const changedBit: Forgery = {
  bytes: (der) => {
    const changed = Uint8Array.from(der);
    const { der: covered } = decode(PKIMessage, changed).body;
    const last = covered.byteOffset - changed.byteOffset + covered.length - 1;
    changed[last] = (changed[last] ?? 0) ^ 1;
    return changed;
  },
};

/** As later messages of a transaction may be (RFC 9483, section 3.3). */
export const withoutExtraCerts: Forgery = {
  bytes: (der) => {
    const { extraCerts: _, ...message } = decode(PKIMessage, der);
    return encode(PKIMessage, message);
  },
};

/** Another protectionAlg over the protection that was there. */
export function protectionAlg(change: (proper: AlgorithmIdentifier) => AlgorithmIdentifier | undefined): Forgery {
  return {
    bytes: (der) => {
      const message = decode(PKIMessage, der);
      const { protectionAlg: proper, ...rest } = message.header.value;
      const changed = proper && change(proper);
      const value = { ...rest, ...(changed && { protectionAlg: changed }) };
      return encode(PKIMessage, { ...message, header: { value, der: encode(PKIHeader, value) } });
    },
  };
}

function isRepMessage(value: PKIBody): value is Extract<PKIBody, { type: 'ip' | 'cp' | 'kup' }> {
  return value.type === 'ip' || value.type === 'cp' || value.type === 'kup';
}
