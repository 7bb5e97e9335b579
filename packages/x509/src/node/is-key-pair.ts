import { randomBytes, timingSafeEqual } from 'node:crypto';
import { describeKey } from '../index.ts';
import { createSigner } from './create-signer.ts';
import { importPrivateKey } from './import-key.ts';
import { createKemDecapsulator, encapsulate } from './kem.ts';
import { agreeEphemerally, createKeyAgreementRecipient } from './key-agreement.ts';
import { verifySignature } from './verify-signature.ts';

/**
 * See `EncryptionProvider.isKeyPair`. OpenSSL believes what a private key says of its public one, so that deriving the one
 * from the other shows nothing.
 */
export async function isKeyPair(privateKey: Uint8Array, spki: Uint8Array): Promise<boolean> {
  try {
    const key = importPrivateKey(privateKey);
    const { algorithm } = describeKey(spki);
    if (algorithm === 'ML-KEM') {
      const { ciphertext, sharedSecret } = encapsulate(spki);
      return timingSafeEqual(await createKemDecapsulator(key).decapsulate(ciphertext), sharedSecret);
    }
    if (algorithm === 'other') {
      const { publicKey, sharedSecret } = await agreeEphemerally(spki);
      return timingSafeEqual(await createKeyAgreementRecipient(key).agree(publicKey), sharedSecret);
    }
    const probe = randomBytes(32);
    const signer = createSigner(key);
    return verifySignature(signer.algorithm, spki, probe, await signer.sign(probe));
  } catch {
    // A key that cannot be read or used, or is of another type. What exactly is wrong with a secret is not told.
    return false;
  }
}
