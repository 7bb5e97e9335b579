import { toHex } from '@crypto-cmp/der';

import type { Certificate } from '../certificate/certificate.ts';
import type { CryptoProvider } from '../keys/crypto-provider.ts';
import { hashOf, toSignatureScheme } from '../keys/signature-scheme.ts';
import { X509Error } from '../x509-error.ts';

/** What came out of verifying the signature of a certificate with the key of its issuer. */
export type SignatureVerdict = 'right' | 'wrong' | 'too-weak' | 'not-supported' | 'too-many';

export type SignatureVerifier = (certificate: Certificate, issuer: Certificate) => Promise<SignatureVerdict>;

/**
 * Verifies each pair of certificate and key once, however many paths lead over it, and no more than `limit` pairs in
 * all: a peer that sends many certificates of one name must not make us verify for minutes.
 */
export function createSignatureVerifier(crypto: CryptoProvider, limit: number, allowSha1: boolean): SignatureVerifier {
  const verdicts = new Map<string, SignatureVerdict>();
  return async (certificate, issuer) => {
    const pair = `${toHex(certificate.der)} ${toHex(issuer.subjectPublicKeyInfo)}`;
    const known = verdicts.get(pair);
    if (known !== undefined) return known;
    if (verdicts.size === limit) return 'too-many';
    const verdict = await verify(crypto, certificate, issuer, allowSha1);
    verdicts.set(pair, verdict);
    return verdict;
  };
}

async function verify(
  crypto: CryptoProvider,
  certificate: Certificate,
  issuer: Certificate,
  allowSha1: boolean,
): Promise<SignatureVerdict> {
  const { signatureAlgorithm, tbsDer, signature } = certificate;
  try {
    if (!allowSha1 && hashOf(toSignatureScheme(signatureAlgorithm)) === 'sha1') return 'too-weak';
    const right = await crypto.verify(signatureAlgorithm, issuer.subjectPublicKeyInfo, tbsDer, signature);
    return right ? 'right' : 'wrong';
  } catch (error) {
    if (error instanceof X509Error) return 'not-supported';
    throw error;
  }
}
