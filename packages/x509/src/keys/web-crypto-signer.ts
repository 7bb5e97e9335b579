import { X509Error } from '../x509-error.ts';
import { describeKey } from './describe-key.ts';
import { chooseScheme } from './choose-scheme.ts';
import { ecdsaSignatureToDer } from './ecdsa-signature.ts';
import { HASH_NAMES, HASH_LABELS, type HashName } from './hash-name.ts';
import { toSignatureAlgorithm, type SignatureScheme } from './signature-scheme.ts';
import type { Signer } from './signer.ts';

/** As much of SubtleCrypto as signing takes; `crypto.subtle` of browsers and Node is one. */
export interface SubtleSigning<K> {
  sign(
    algorithm: { name: string; saltLength?: number; hash?: string },
    key: K,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<ArrayBuffer>;
}

/** As much of a CryptoKey as must be known of it. */
export interface SubtleKey {
  readonly algorithm: { readonly name: string; readonly hash?: { readonly name: string } };
}

/**
 * Makes a signer of a WebCrypto private key, which may be one that cannot be exported. An RSA key comes with its
 * padding and hash fixed.
 *
 * @param publicKey the SubjectPublicKeyInfo in DER, as `exportKey('spki')` gives it
 * @param options.hash for EC keys; unless given, one as strong as the curve
 * @throws X509Error `unsupported-key`
 */
export function createWebCryptoSigner<K extends SubtleKey>(
  privateKey: K,
  publicKey: Uint8Array,
  subtle: SubtleSigning<NoInfer<K>>,
  options: { readonly hash?: HashName } = {},
): Signer {
  const hash = toHashName(privateKey.algorithm.hash?.name) ?? options.hash;
  const pss = privateKey.algorithm.name === 'RSA-PSS';
  const scheme = chooseScheme(describeKey(publicKey), { pss, ...(hash && { hash }) });
  const parameters = toParameters(scheme);
  if (parameters.name !== privateKey.algorithm.name) {
    throw new X509Error('key-mismatch', 'private and public key are of different kinds');
  }
  return {
    algorithm: toSignatureAlgorithm(scheme),
    publicKey,
    sign: async (data) => {
      const signature = new Uint8Array(await subtle.sign(parameters, privateKey, Uint8Array.from(data)));
      return scheme.kind === 'ecdsa' ? ecdsaSignatureToDer(signature) : signature;
    },
  };
}

function toParameters(scheme: SignatureScheme): { name: string; saltLength?: number; hash?: string } {
  switch (scheme.kind) {
    case 'rsa-pkcs1':
      return { name: 'RSASSA-PKCS1-v1_5' };
    case 'rsa-pss':
      return { name: 'RSA-PSS', saltLength: scheme.saltLength };
    case 'ecdsa':
      return { name: 'ECDSA', hash: HASH_LABELS[scheme.hash] };
    case 'ed25519':
      return { name: 'Ed25519' };
    case 'ed448':
      return { name: 'Ed448' };
    case 'ml-dsa':
      return { name: scheme.keyType.toUpperCase() };
  }
}

/** WebCrypto's names are those people know. */
function toHashName(name: string | undefined): HashName | undefined {
  return HASH_NAMES.find((hash) => HASH_LABELS[hash] === name);
}
