import {
  createAuthorityKeyIdentifier,
  createCertificate,
  createKeyIdentifier,
  createKeyUsage,
  createSerialNumber,
  createSubjectKeyIdentifier,
  type Certificate,
  type CryptoProvider,
  encodeName,
  type KemDecapsulator,
  parseCertificate,
  parseName,
} from '@crypto-cmp/x509';

import type { Authority } from './authority.ts';

/** A KEM key of the CA's own, and its certificate under the issuing CA. */
export interface KemCredential {
  readonly certificate: Certificate;
  readonly decapsulator: KemDecapsulator;
}

/** Certified anew at each start: who wants its answers asks for the certificate first. */
export async function createKemCredential(
  decapsulator: KemDecapsulator,
  { issuing }: Authority,
  crypto: CryptoProvider,
): Promise<KemCredential> {
  const { publicKey } = decapsulator;
  const der = await createCertificate({
    serialNumber: createSerialNumber(crypto),
    issuer: issuing.certificate.subject,
    subject: encodeName(parseName('CN=Lab KEM responder (for testing only)')),
    notBefore: issuing.certificate.notBefore,
    notAfter: issuing.certificate.notAfter,
    subjectPublicKeyInfo: publicKey,
    extensions: [
      // RFC 9935, section 5.
      createKeyUsage(['keyEncipherment']),
      createSubjectKeyIdentifier(await createKeyIdentifier(publicKey, crypto)),
      createAuthorityKeyIdentifier(await createKeyIdentifier(issuing.signer.publicKey, crypto)),
    ],
    signer: issuing.signer,
  });
  return { certificate: parseCertificate(der), decapsulator };
}
