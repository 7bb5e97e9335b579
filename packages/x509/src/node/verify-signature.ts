import { verify } from 'node:crypto';
import { type AlgorithmIdentifier, describeKey, type KeyDescription, X509Error } from '../index.ts';
import { fitsScheme } from '../keys/choose-scheme.ts';
import { toSignatureScheme } from '../keys/signature-scheme.ts';
import { importPublicKey } from './import-key.ts';
import { createPublicKeyCache } from './public-key-cache.ts';
import { toSigningParameters } from './signing-parameters.ts';

/** See `CryptoProvider.verify`. */
export function verifySignature(
  algorithm: AlgorithmIdentifier,
  spki: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const scheme = toSignatureScheme(algorithm);
  const description = describeKey(spki);
  checkSupported(description);
  // A key of another kind did not make this signature, whatever its octets are.
  if (!fitsScheme(description, scheme)) return false;
  const { hash, options } = toSigningParameters(scheme);
  return verify(hash, data, { key: publicKeyOf(spki), ...options }, signature);
}

/** Below 1,024 bits a key can be factored by anyone; above 16,384 verifying it is an attack on us. */
function checkSupported(key: KeyDescription): void {
  const cannotSign = key.algorithm === 'other' || key.algorithm === 'ML-KEM';
  if (cannotSign || (key.algorithm === 'RSA' && (key.modulusBits < 1024 || key.modulusBits > 16384))) {
    throw new X509Error('unsupported-key', `a key of type ${key.label} is not supported`);
  }
}

/** One for the process: what it holds is public, and the same for all. At most some 300 kB. */
const publicKeyOf = createPublicKeyCache(importPublicKey, 100);
