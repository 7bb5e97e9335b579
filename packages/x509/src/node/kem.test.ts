import { generateKeyPairSync } from 'node:crypto';
import { encode, implicit, octetString, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { ML_KEM_VECTORS } from '../../testdata/ml-kem-vectors.ts';
import { describeKey, KEM_KEY_TYPES, PrivateKeyInfo } from '../index.ts';
import { createKemDecapsulator } from './kem.ts';
import { nodeCrypto } from './node-crypto.ts';

const failed = expect.objectContaining({ code: 'decryption-failed' });

describe.each(KEM_KEY_TYPES)('a key of %s', (keyType) => {
  it('brings back what was encapsulated for it', async () => {
    const { privateKey, publicKey, decapsulator } = await nodeCrypto.generateKemKeyPair(keyType);
    expect(describeKey(publicKey)).toMatchObject({ algorithm: 'ML-KEM', kemKeyType: keyType });
    // The seed alone, as RFC 9935, section 6, recommends.
    expect(privateKey).toHaveLength(86);
    const { ciphertext, sharedSecret } = await nodeCrypto.encapsulate(publicKey);
    expect(sharedSecret).toHaveLength(32);
    expect(await decapsulator.decapsulate(ciphertext)).toEqual(sharedSecret);
    expect(await createKemDecapsulator(privateKey).decapsulate(ciphertext)).toEqual(sharedSecret);
    expect((await nodeCrypto.encapsulate(publicKey)).sharedSecret).not.toEqual(sharedSecret);
  });

  it('gives another secret for a ciphertext that was tampered with, and an error for one of another length', async () => {
    const { publicKey, decapsulator } = await nodeCrypto.generateKemKeyPair(keyType);
    const { ciphertext, sharedSecret } = await nodeCrypto.encapsulate(publicKey);
    const altered = Uint8Array.from(ciphertext);
    altered[5] = (altered[5] ?? 0) ^ 1;
    expect(await decapsulator.decapsulate(altered)).not.toEqual(sharedSecret);
    await expect(decapsulator.decapsulate(ciphertext.subarray(1))).rejects.toEqual(failed);
    await expect(decapsulator.decapsulate(new Uint8Array())).rejects.toEqual(failed);
  });
});

describe('ML-KEM', () => {
  it.each(['ml-kem-768', 'ml-kem-1024'] as const)(
    'decapsulates as %s what another implementation made',
    async (keyType) => {
      const { spkiSha256, ciphertext, sharedSecret } = ML_KEM_VECTORS[keyType];
      const seed = Uint8Array.from({ length: 64 }, (_, index) => index);
      const algorithm = keyType === 'ml-kem-768' ? '2.16.840.1.101.3.4.4.2' : '2.16.840.1.101.3.4.4.3';
      // RFC 9935, section 6: the seed alone, [0] OCTET STRING.
      const privateKey = encode(implicit(0, octetString), seed);
      const decapsulator = createKemDecapsulator(
        encode(PrivateKeyInfo, { version: 0, privateKeyAlgorithm: { algorithm }, privateKey }),
      );
      expect(toHex(await nodeCrypto.digest('sha256', decapsulator.publicKey))).toBe(spkiSha256);
      expect(toHex(await decapsulator.decapsulate(Buffer.from(ciphertext, 'base64')))).toBe(sharedSecret);
    },
  );

  it('takes no key that signs', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const unsupported = expect.objectContaining({ code: 'unsupported-key' });
    expect(() => createKemDecapsulator(privateKey)).toThrow(unsupported);
    await expect(nodeCrypto.encapsulate(publicKey.export({ format: 'der', type: 'spki' }))).rejects.toEqual(
      unsupported,
    );
  });
});
