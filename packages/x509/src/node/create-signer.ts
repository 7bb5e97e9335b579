import { type KeyObject, sign } from 'node:crypto';
import { describeKey, type Signer, type SignerOptions } from '../index.ts';
import { chooseScheme } from '../keys/choose-scheme.ts';
import { toSignatureAlgorithm } from '../keys/signature-scheme.ts';
import { exportPublicKey, importPrivateKey } from './import-key.ts';
import { toSigningParameters } from './signing-parameters.ts';
import { toPlain } from './to-plain.ts';

/**
 * Makes a signer of a private key: PKCS#8 in DER, not encrypted, or a KeyObject.
 *
 * @throws X509Error `unsupported-key`
 */
export function createSigner(privateKey: Uint8Array | KeyObject, options: SignerOptions = {}): Signer {
  const key = importPrivateKey(privateKey);
  const publicKey = exportPublicKey(key);
  const scheme = chooseScheme(describeKey(publicKey), options);
  const { hash, options: signing } = toSigningParameters(scheme);
  const keyInput = { key, ...signing };
  const inPool = scheme.kind.startsWith('rsa') || scheme.kind === 'ml-dsa';
  return {
    algorithm: toSignatureAlgorithm(scheme),
    publicKey,
    sign: async (data) => toPlain(inPool ? await signInPool(hash, data, keyInput) : sign(hash, data, keyInput)),
  };
}

/** For RSA and ML-DSA, whose signatures take milliseconds; the others take less than the way to the pool and back. */
async function signInPool(
  hash: string | null,
  data: Uint8Array,
  key: Parameters<typeof sign>[2],
): Promise<Buffer<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    sign(hash, data, key, (error, signature) => {
      if (error === null) resolve(signature);
      else reject(error);
    });
  });
}
