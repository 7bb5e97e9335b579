import type { CryptoProvider, KeyPair, Signer } from '@crypto-cmp/x509';

/** One cryptographic operation, with the very input it had. */
export interface CryptoCall {
  readonly name: Exclude<keyof CryptoProvider, 'randomBytes' | 'equalConstantTime'> | 'sign';
  readonly again: () => Promise<unknown>;
}

/**
 * A provider that notes what it is asked to do, so that the same cryptography can be done again with nothing around it:
 * what a piece of work would cost if all the rest were free.
 */
export function recordCrypto(crypto: CryptoProvider, calls: CryptoCall[]): CryptoProvider {
  const note = async <T>(name: CryptoCall['name'], again: () => Promise<T>): Promise<T> => {
    calls.push({ name, again });
    return again();
  };
  return {
    randomBytes: (length) => crypto.randomBytes(length),
    equalConstantTime: (a, b) => crypto.equalConstantTime(a, b),
    digest: (...input) => note('digest', () => crypto.digest(...input)),
    iteratedDigest: (...input) => note('iteratedDigest', () => crypto.iteratedDigest(...input)),
    hmac: (...input) => note('hmac', () => crypto.hmac(...input)),
    pbkdf2: (...input) => note('pbkdf2', () => crypto.pbkdf2(...input)),
    verify: (...input) => note('verify', () => crypto.verify(...input)),
    generateKeyPair: async (keyType): Promise<KeyPair> => {
      const keyPair = await note('generateKeyPair', () => crypto.generateKeyPair(keyType));
      return { ...keyPair, signer: recordSigner(keyPair.signer, calls) };
    },
  };
}

export function recordSigner(signer: Signer, calls: CryptoCall[]): Signer {
  const sign = (data: Uint8Array): Promise<Uint8Array> => {
    calls.push({ name: 'sign', again: () => signer.sign(data) });
    return signer.sign(data);
  };
  return { algorithm: signer.algorithm, publicKey: signer.publicKey, sign };
}

export async function doAgain(calls: readonly CryptoCall[]): Promise<void> {
  for (const { again } of calls) await again();
}

/** `2 iteratedDigest, 4 hmac, 1 generateKeyPair`. */
export function describeCalls(calls: readonly CryptoCall[]): string {
  const counts = new Map<string, number>();
  for (const { name } of calls) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}
