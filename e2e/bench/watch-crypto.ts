import type { CryptoProvider, KeyPair, Signer } from '@crypto-cmp/x509';

/** Sees one cryptographic operation: it must run it, and may do so again. */
export type Watch = <T>(name: CryptoName, run: () => Promise<T>) => Promise<T>;

export type CryptoName = Exclude<keyof CryptoProvider, 'randomBytes' | 'equalConstantTime'> | 'sign';

/** A provider whose operations are watched, and those of the signers it makes. */
export function watchCrypto(crypto: CryptoProvider, watch: Watch): CryptoProvider {
  return {
    randomBytes: (length) => crypto.randomBytes(length),
    equalConstantTime: (a, b) => crypto.equalConstantTime(a, b),
    digest: (...input) => watch('digest', () => crypto.digest(...input)),
    iteratedDigest: (...input) => watch('iteratedDigest', () => crypto.iteratedDigest(...input)),
    hmac: (...input) => watch('hmac', () => crypto.hmac(...input)),
    kmac: (...input) => watch('kmac', () => crypto.kmac(...input)),
    gmac: (...input) => watch('gmac', () => crypto.gmac(...input)),
    pbkdf2: (...input) => watch('pbkdf2', () => crypto.pbkdf2(...input)),
    verify: (...input) => watch('verify', () => crypto.verify(...input)),
    generateKeyPair: async (keyType): Promise<KeyPair> => {
      const keyPair = await watch('generateKeyPair', () => crypto.generateKeyPair(keyType));
      return { ...keyPair, signer: watchSigner(keyPair.signer, watch) };
    },
  };
}

export function watchSigner({ algorithm, publicKey, sign }: Signer, watch: Watch): Signer {
  return { algorithm, publicKey, sign: (data) => watch('sign', () => sign(data)) };
}
