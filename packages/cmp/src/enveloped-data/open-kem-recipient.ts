import { decode, DerError, encode } from '@crypto-cmp/der';
import { type CryptoProvider, hkdf, HKDF_OIDS, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import { CMSORIforKEMOtherInfo } from '../messages/cms/cms-ori-for-kem-other-info.ts';
import { ID_ORI_KEM, KEMRecipientInfo } from '../messages/cms/kem-recipient-info.ts';
import type { OtherRecipientInfo } from '../messages/cms/other-recipient-info.ts';
import { type ContentCipher, readWrapKeyLength } from './aes-algorithms.ts';
import { checkRecipientIdentifier } from './check-recipient-identifier.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { KeyRecipient, OpeningCrypto } from './envelope-recipient.ts';
import { requireEqualLengths } from './open-key-agreement.ts';
import { toReference } from './open-key-transport.ts';

/** The content-encryption key, wrapped by one that was encapsulated to us (RFC 9629, section 2). */
export async function openKemRecipient(
  info: OtherRecipientInfo,
  { key, certificate }: Extract<KeyRecipient, { kind: 'kem' }>,
  { keyLength }: ContentCipher,
  crypto: OpeningCrypto,
): Promise<Uint8Array> {
  const value = readInfo(info);
  const { rid, kem, kemct, wrap, kekLength, encryptedKey } = value;
  checkRecipientIdentifier(toReference(rid), certificate);
  if (kem.algorithm !== decode(SubjectPublicKeyInfo, key.publicKey).algorithm.algorithm) {
    throw new EnvelopeError('envelope-not-for-us', `KEM ${kem.algorithm} is not that of our key`);
  }
  const wrapKeyLength = readWrapKeyLength(wrap);
  if (kekLength !== wrapKeyLength) {
    throw new EnvelopeError('envelope-refused', `kekLength is ${kekLength}, the wrap needs ${wrapKeyLength}`);
  }
  requireEqualLengths(wrapKeyLength, keyLength);
  const hash = readKdf(value);
  const sharedSecret = await key.decapsulate(kemct);
  return crypto.unwrapKey(await deriveKekOfKem(value, hash, sharedSecret, crypto), encryptedKey);
}

/** RFC 9629, section 5: HKDF without salt over the shared secret. */
export async function deriveKekOfKem(
  { wrap, kekLength, ukm }: Pick<KEMRecipientInfo, 'wrap' | 'kekLength' | 'ukm'>,
  hash: keyof typeof HKDF_OIDS,
  sharedSecret: Uint8Array,
  crypto: Pick<CryptoProvider, 'hmac'>,
): Promise<Uint8Array> {
  const info = encode(CMSORIforKEMOtherInfo, { wrap, kekLength, ...(ukm !== undefined && { ukm }) });
  return hkdf({ hash, inputKey: sharedSecret, info, length: kekLength }, crypto);
}

function readInfo({ oriType, oriValue }: OtherRecipientInfo): KEMRecipientInfo {
  if (oriType !== ID_ORI_KEM) {
    throw new EnvelopeError('envelope-not-supported', `recipient information ${oriType} is not supported`);
  }
  try {
    return decode(KEMRecipientInfo, oriValue);
  } catch (error) {
    if (error instanceof DerError) throw new EnvelopeError('envelope-refused', `KEMRecipientInfo: ${error.message}`);
    throw error;
  }
}

function readKdf({ kdf: { algorithm, parameters } }: KEMRecipientInfo): keyof typeof HKDF_OIDS {
  const hash = (['sha256', 'sha384', 'sha512'] as const).find((name) => HKDF_OIDS[name] === algorithm);
  if (hash !== undefined && parameters === undefined) return hash;
  throw new EnvelopeError('envelope-not-supported', `key derivation ${algorithm} is not supported`);
}
