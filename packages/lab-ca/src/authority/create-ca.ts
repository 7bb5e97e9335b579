import {
  createAuthorityKeyIdentifier,
  createBasicConstraints,
  createCertificate,
  createKeyIdentifier,
  createKeyUsage,
  createSerialNumber,
  createSubjectKeyIdentifier,
  type CryptoProvider,
  encodeName,
  type KeyPair,
  type KeyUsage,
  parseName,
  type Signer,
} from '@crypto-cmp/x509';

export interface CaWish {
  /** RFC 4514 text. */
  readonly subject: string;
  readonly key: Pick<KeyPair, 'publicKey' | 'signer'>;
  /** Absent: self-signed. */
  readonly issuer?: { readonly subject: Uint8Array; readonly signer: Signer };
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly pathLenConstraint?: number;
  /** What the CA may do; all that this one does by default. */
  readonly keyUsage?: readonly KeyUsage[];
}

/** A CA certificate, DER. */
export async function createCa(wish: CaWish, crypto: CryptoProvider): Promise<Uint8Array> {
  const { key, pathLenConstraint, keyUsage = ALL_USAGES } = wish;
  const subject = encodeName(parseName(wish.subject));
  const issuer = wish.issuer ?? { subject, signer: key.signer };
  return createCertificate({
    serialNumber: createSerialNumber(crypto),
    issuer: issuer.subject,
    subject,
    notBefore: wish.notBefore,
    notAfter: wish.notAfter,
    subjectPublicKeyInfo: key.publicKey,
    extensions: [
      createBasicConstraints({ cA: true, ...(pathLenConstraint !== undefined && { pathLenConstraint }) }),
      createKeyUsage(keyUsage),
      createSubjectKeyIdentifier(await createKeyIdentifier(key.publicKey, crypto)),
      createAuthorityKeyIdentifier(await createKeyIdentifier(issuer.signer.publicKey, crypto)),
    ],
    signer: issuer.signer,
  });
}

/** digitalSignature is for CMP messages (RFC 9483, section 3.2). */
const ALL_USAGES: readonly KeyUsage[] = ['digitalSignature', 'keyCertSign', 'cRLSign'];
