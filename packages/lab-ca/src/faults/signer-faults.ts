import type { FailureCode, SignatureProtector } from '@crypto-cmp/cmp';
import {
  createCertificate,
  createKeyIdentifier,
  createKeyUsage,
  createSerialNumber,
  createSubjectKeyIdentifier,
  parseCertificate,
} from '@crypto-cmp/x509';

import type { Exchange } from '../answering/answer.ts';
import type { CaCredential } from '../authority/authority.ts';
import { type Fault, REQUESTS } from './fault.ts';
import { DAY_MS, forger, STRANGER } from './forge.ts';
import { rewrite } from './protection-faults.ts';

/** A signature that fits the message and the certificate beside it, whose signer should not be believed. */
export const SIGNER_FAULTS = {
  'signer-not-trusted': signedBy(
    'the signer has the name of the CA, and chains to another root',
    'signer-not-trusted',
    async (it) => {
      const forge = forger(it);
      const root = await forge.root();
      return toProtector(await forge.issuing(root), root);
    },
  ),
  'signer-expired': signedBy("the signer's certificate has expired", 'signer-expired', async (it) => {
    const now = it.lab.clock().getTime();
    const times = { notBefore: new Date(now - 2 * DAY_MS), notAfter: new Date(now - DAY_MS) };
    return toProtector(await forger(it).issuing(it.lab.authority.root, times));
  }),
  'signer-key-usage': signedBy(
    "the signer's certificate is for signing certificates only",
    'signer-key-usage',
    async (it) => toProtector(await forger(it).issuing(it.lab.authority.root, { keyUsage: ['keyCertSign'] })),
  ),
  'signer-other-device': signedBy('another device signs under the name of the CA', 'sender-differs', async (it) =>
    toProtector(await createDevice(it), it.lab.authority.issuing),
  ),
  'signer-not-authorized': {
    description: 'another device signs under its own name',
    provokes: 'signer-not-authorized',
    under: 'signature',
    on: REQUESTS,
    draft: async (draft, it) => {
      const device = await createDevice(it);
      const sender = { type: 'directoryName', value: device.certificate.subject } as const;
      return {
        ...draft,
        header: { ...draft.header, sender },
        protector: toProtector(device, it.lab.authority.issuing),
      };
    },
    // A client that knows the name of the CA sees at once that it is not this one.
    needs: 'open-sender',
  },
  'signer-certificate-missing': {
    description: "the signer's certificate is not in extraCerts",
    provokes: 'signer-certificate-missing',
    under: 'signature',
    on: REQUESTS,
    bytes: (bytes) => rewrite(bytes, ({ extraCerts: _, ...message }) => message),
  },
} as const satisfies Record<string, Fault>;

function signedBy(
  description: string,
  provokes: FailureCode,
  protector: (exchange: Exchange) => Promise<SignatureProtector>,
): Fault {
  return {
    description,
    provokes,
    under: 'signature',
    on: REQUESTS,
    draft: async (draft, exchange) => ({ ...draft, protector: await protector(exchange) }),
  };
}

function toProtector({ certificate, signer }: CaCredential, ...chain: readonly CaCredential[]): SignatureProtector {
  return { kind: 'signature', signer, certificate: certificate.der, chain: chain.map((ca) => ca.certificate.der) };
}

/** Somebody with an honest certificate of this CA. */
async function createDevice(exchange: Exchange): Promise<CaCredential> {
  const { authority, crypto, clock } = exchange.lab;
  const { publicKey, signer } = await forger(exchange).keyPair();
  const now = clock().getTime();
  const der = await createCertificate({
    serialNumber: createSerialNumber(crypto),
    issuer: authority.issuing.certificate.subject,
    subject: STRANGER,
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + DAY_MS),
    subjectPublicKeyInfo: publicKey,
    extensions: [
      createKeyUsage(['digitalSignature']),
      createSubjectKeyIdentifier(await createKeyIdentifier(publicKey, crypto)),
    ],
    signer: authority.issuing.signer,
  });
  return { certificate: parseCertificate(der), signer };
}
