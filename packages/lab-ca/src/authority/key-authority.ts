import type { KeyGenerationAuthority } from '@crypto-cmp/cmp';
import {
  createAuthorityKeyIdentifier,
  createBasicConstraints,
  createCertificate,
  createExtendedKeyUsage,
  createKeyIdentifier,
  createKeyUsage,
  createSerialNumber,
  createSubjectKeyIdentifier,
  type CryptoProvider,
  encodeName,
  KEY_PURPOSES,
  type KeyPair,
  parseCertificate,
  parseName,
} from '@crypto-cmp/x509';

import type { Authorities } from './authorities.ts';
import { type Authority, bridgesOf, type CaCredential } from './authority.ts';

/**
 * The Key Generation Authority below the issuing CA (RFC 9810, section 4.5), made when it is first asked for. Its key lives as
 * long as the program: what it has signed is looked at once, and never again.
 */
export function openKeyAuthority(
  authorities: Pick<Authorities, 'current'>,
  crypto: CryptoProvider,
  clock: () => Date,
): () => Promise<KeyGenerationAuthority> {
  let made: Promise<CaCredential> | undefined;
  const make = async (): Promise<CaCredential> => {
    const key = await crypto.generateKeyPair('ec-p256');
    const wish = { key, issuer: authorities.current.issuing, purposes: [KEY_PURPOSES.cmKGA], now: clock() };
    return certifyAuthority(wish, crypto);
  };
  return async () => {
    made ??= make();
    return { ...(await made), chain: chainOf(authorities.current) };
  };
}

/** What leads from a certificate of the issuing CA to the anchor. */
function chainOf(authority: Authority): readonly Uint8Array[] {
  return [authority.issuing.certificate.der, ...bridgesOf(authority)];
}

interface AuthorityWish {
  readonly key: KeyPair;
  readonly issuer: CaCredential;
  readonly purposes: readonly string[];
  readonly now: Date;
}

/** A certificate that signs keys, if its purposes allow it to. */
export async function certifyAuthority(
  { key, issuer, purposes, now }: AuthorityWish,
  crypto: CryptoProvider,
): Promise<CaCredential> {
  const certificate = await createCertificate({
    serialNumber: createSerialNumber(crypto),
    issuer: issuer.certificate.subject,
    subject: NAME,
    notBefore: new Date(now.getTime() - HOUR_MS),
    notAfter: new Date(now.getTime() + YEAR_MS),
    subjectPublicKeyInfo: key.publicKey,
    extensions: [
      createBasicConstraints({ cA: false }),
      createKeyUsage(['digitalSignature']),
      createExtendedKeyUsage(purposes),
      createSubjectKeyIdentifier(await createKeyIdentifier(key.publicKey, crypto)),
      createAuthorityKeyIdentifier(await createKeyIdentifier(issuer.signer.publicKey, crypto)),
    ],
    signer: issuer.signer,
  });
  return { certificate: parseCertificate(certificate), signer: key.signer };
}

const NAME = encodeName(parseName('CN=Lab Key Generation Authority (for testing only)'));
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
