import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** The place a sealed value lives in. It is authenticated with the value, so that a value moved elsewhere does not open. */
export interface SealedPlace {
  readonly table: string;
  readonly id: string;
  readonly field: string;
}

/** Seals and opens small values with the installation's master key. */
export interface Sealer {
  seal(place: SealedPlace, plain: Uint8Array): Uint8Array;
  /** @throws {SealError} when the value was changed, moved, or sealed with another key. */
  open(place: SealedPlace, sealed: Uint8Array): Uint8Array;
  /** A keyed hash: tells whether two texts are equal, and nothing else about them. */
  fingerprint(text: string): string;
  /** A fingerprint of the key that tells nothing about it; stored in the database to recognise the right key. */
  readonly keyCheckValue: string;
  /** Whether a stored {@link Sealer.keyCheckValue} was made by this key. */
  isKeyOf(keyCheckValue: string): boolean;
}

/** A sealed value that does not open. */
export class SealError extends Error {
  readonly code = 'does-not-open';

  constructor(place: SealedPlace, options?: ErrorOptions) {
    super(`the sealed ${place.field} of ${place.table} ${place.id} does not open`, options);
    this.name = 'SealError';
  }
}

/**
 * AES-256-GCM with a random nonce for each record: version octet, nonce (12), tag (16), ciphertext.
 *
 * Random nonces of 96 bits are safe for 2^32 records under one key (NIST SP 800-38D, 8.3), far beyond what a console
 * stores. The encryption key is derived from the master key, so that the check value shares no key with it.
 */
export function createSealer(masterKey: Uint8Array): Sealer {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', masterKey, new Uint8Array(0), `crypto-cmp ${purpose} v1`, 32));
  const key = derive('sealing');
  const checkKey = derive('key check');
  const fingerprintKey = derive('fingerprint');
  const keyCheckValue = createHmac('sha256', checkKey).update('key check').digest('hex');
  return {
    keyCheckValue,
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest('hex'),
    isKeyOf(value) {
      const expected = Buffer.from(keyCheckValue);
      const given = Buffer.from(value);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
    seal(place, plain) {
      const nonce = randomBytes(NONCE_LENGTH);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeOctets(place));
      const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([VERSION, nonce, cipher.getAuthTag(), ciphertext]);
    },
    open(place, sealed) {
      if (sealed.length < HEAD_LENGTH || sealed[0] !== VERSION[0]) throw new SealError(place);
      const nonce = sealed.subarray(1, 1 + NONCE_LENGTH);
      const tag = sealed.subarray(1 + NONCE_LENGTH, HEAD_LENGTH);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH });
      decipher.setAAD(placeOctets(place)).setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(sealed.subarray(HEAD_LENGTH)), decipher.final()]);
      } catch (cause) {
        throw new SealError(place, { cause });
      }
    },
  };
}

/** A zero octet cannot occur in a table, id or field, so two places never give the same octets. */
function placeOctets({ table, id, field }: SealedPlace): Uint8Array {
  return Buffer.from([table, id, field].join('\0'));
}

const VERSION = Uint8Array.of(1);
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const HEAD_LENGTH = 1 + NONCE_LENGTH + TAG_LENGTH;
