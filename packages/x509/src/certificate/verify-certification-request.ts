import type { CryptoProvider } from '../keys/crypto-provider.ts';
import { X509Error } from '../x509-error.ts';
import { parseCertificationRequest, type ParsedCertificationRequest } from './parse-certification-request.ts';

/**
 * Reads a PKCS#10 request in DER and verifies that whoever made it has the private key (RFC 2986, section 3).
 *
 * @throws X509Error `malformed-structure`, `invalid-signature`, `unsupported-algorithm` or `unsupported-key`
 */
export async function verifyCertificationRequest(
  der: Uint8Array,
  crypto: Pick<CryptoProvider, 'verify'>,
): Promise<ParsedCertificationRequest> {
  const request = parseCertificationRequest(der);
  const { signatureAlgorithm, subjectPublicKeyInfo, infoDer, signature } = request;
  if (!(await crypto.verify(signatureAlgorithm, subjectPublicKeyInfo, infoDer, signature))) {
    throw new X509Error('invalid-signature', 'certification request: its signature does not fit its key');
  }
  return request;
}
