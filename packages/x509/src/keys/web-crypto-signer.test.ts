import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../node/index.ts';
import { describeSignatureAlgorithm } from './signature-algorithm.ts';
import { createWebCryptoSigner } from './web-crypto-signer.ts';

const { subtle } = webcrypto;
const data = new TextEncoder().encode('some data to sign');

type Algorithm = webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams | { name: 'Ed25519' | 'ML-DSA-65' };

/** A private key that cannot be exported, and its public key in DER. */
async function generate(algorithm: Algorithm) {
  // as: all algorithms given here make pairs
  const pair = (await subtle.generateKey(algorithm, false, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  return { privateKey: pair.privateKey, publicKey: new Uint8Array(await subtle.exportKey('spki', pair.publicKey)) };
}

describe('createWebCryptoSigner', () => {
  const rsa = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  const kinds: Record<string, Algorithm> = {
    'RSA with SHA-256': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', ...rsa },
    'RSA with SHA-512': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512', ...rsa },
    'RSA-PSS with SHA-384': { name: 'RSA-PSS', hash: 'SHA-384', ...rsa },
    'ECDSA with SHA-256': { name: 'ECDSA', namedCurve: 'P-256' },
    'ECDSA with SHA-384': { name: 'ECDSA', namedCurve: 'P-384' },
    'ECDSA with SHA-512': { name: 'ECDSA', namedCurve: 'P-521' },
    Ed25519: { name: 'Ed25519' },
    'ML-DSA-65': { name: 'ML-DSA-65' },
  };
  it.each(Object.entries(kinds))('signs by %s as node:crypto verifies', async (label, algorithm) => {
    const { privateKey, publicKey } = await generate(algorithm);
    const signer = createWebCryptoSigner(privateKey, publicKey, subtle);
    expect(describeSignatureAlgorithm(signer.algorithm)).toBe(label);
    // ECDSA signatures vary in length with their numbers: enough of them to meet all lengths.
    for (let round = 0; round < 20; round++) {
      expect(await nodeCrypto.verify(signer.algorithm, publicKey, data, await signer.sign(data))).toBe(true);
    }
  });

  it('signs with the hash it is told for an EC key', async () => {
    const { privateKey, publicKey } = await generate({ name: 'ECDSA', namedCurve: 'P-256' });
    const signer = createWebCryptoSigner(privateKey, publicKey, subtle, { hash: 'sha512' });
    expect(describeSignatureAlgorithm(signer.algorithm)).toBe('ECDSA with SHA-512');
    expect(await nodeCrypto.verify(signer.algorithm, publicKey, data, await signer.sign(data))).toBe(true);
  });

  it('refuses a public key of another kind', async () => {
    const { privateKey } = await generate({ name: 'Ed25519' });
    const { publicKey } = await generate({ name: 'ECDSA', namedCurve: 'P-256' });
    expect(() => createWebCryptoSigner(privateKey, publicKey, subtle)).toThrow(
      expect.objectContaining({ code: 'key-mismatch' }),
    );
  });
});
