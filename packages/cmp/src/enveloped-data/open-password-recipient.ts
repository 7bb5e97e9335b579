import { decode, DerError, equalBytes } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import type { PasswordRecipientInfo } from '../messages/cms/password-recipient-info.ts';
import { ID_PBKDF2, PBKDF2Params } from '../messages/pbkdf2-params.ts';
import { hmacHash } from '../protection/hmac-algorithm.ts';
import { findMacLimitProblem } from '../protection/mac-limits.ts';
import { ProtectionError } from '../protection/protection-error.ts';
import { type ContentCipher, readContentCipher, readWrapKeyLength } from './aes-algorithms.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopeRules, OpeningCrypto, PasswordRecipient } from './envelope-recipient.ts';
import { requireEqualLengths } from './open-key-agreement.ts';
import { ID_ALG_PWRI_KEK, unwrapPwriKek } from './pwri-kek.ts';

/** The content-encryption key, wrapped by one derived from our secret (RFC 9483, section 4.1.6.3). */
export async function openPasswordRecipient(
  { keyDerivationAlgorithm, keyEncryptionAlgorithm, encryptedKey }: PasswordRecipientInfo,
  recipient: PasswordRecipient,
  { keyLength }: ContentCipher,
  rules: EnvelopeRules,
  crypto: OpeningCrypto,
): Promise<Uint8Array> {
  const derivation = readDerivation(keyDerivationAlgorithm);
  const wrap = readWrap(keyEncryptionAlgorithm);
  requireEqualLengths(wrap.keyLength, keyLength);
  const { salt, iterations, hash } = checkDerivation(derivation, wrap.keyLength, recipient, rules);
  const wrappingKey = await crypto.pbkdf2(hash, recipient.secret, salt, iterations, wrap.keyLength);
  return wrap.iv === undefined
    ? crypto.unwrapKey(wrappingKey, encryptedKey)
    : unwrapPwriKek(wrappingKey, wrap.iv, encryptedKey, crypto);
}

/** AES key wrap, or with an initialization vector the older wrap of RFC 3211. */
function readWrap(algorithm: AlgorithmIdentifier): { readonly keyLength: number; readonly iv?: Uint8Array } {
  if (algorithm.algorithm !== ID_ALG_PWRI_KEK) return { keyLength: readWrapKeyLength(algorithm) };
  return readContentCipher(reading('id-alg-PWRI-KEK', () => decode(AlgorithmIdentifier, algorithm.parameters ?? NONE)));
}

function readDerivation(algorithm: AlgorithmIdentifier | undefined): PBKDF2Params {
  if (algorithm === undefined) throw new EnvelopeError('envelope-refused', 'keyDerivationAlgorithm is missing');
  if (algorithm.algorithm !== ID_PBKDF2) {
    throw new EnvelopeError('envelope-not-supported', `key derivation ${algorithm.algorithm} is not supported`);
  }
  return reading('PBKDF2-params', () => decode(PBKDF2Params, algorithm.parameters ?? NONE));
}

/** The peer chooses these numbers: they are bounded before anything is computed. */
function checkDerivation(
  { salt, iterationCount: iterations, keyLength, prf }: PBKDF2Params,
  wrapKeyLength: number,
  { usedSalts }: PasswordRecipient,
  { macLimits }: EnvelopeRules,
): { readonly salt: Uint8Array; readonly iterations: number; readonly hash: ReturnType<typeof hmacHash> } {
  if (salt.type !== 'specified') throw new EnvelopeError('envelope-not-supported', 'its salt is somewhere else');
  if (keyLength !== undefined && keyLength !== wrapKeyLength) {
    throw new EnvelopeError('envelope-refused', `PBKDF2 gives ${keyLength} octets, the wrap needs ${wrapKeyLength}`);
  }
  const hash = reading('PBKDF2-params', () => hmacHash(prf));
  const scheme = {
    algorithm: 'pbmac1',
    salt: salt.value,
    iterations,
    hash,
    mac: { kind: 'hmac', hash },
    keyLength: wrapKeyLength,
  } as const;
  const problem = findMacLimitProblem(scheme, macLimits);
  if (problem !== undefined) throw new EnvelopeError('envelope-refused', problem);
  // RFC 9481, section 4.4: else the key of the MAC and the wrapping key could be one and the same.
  if (usedSalts.some((used) => equalBytes(used, salt.value))) {
    throw new EnvelopeError('envelope-refused', 'its salt is that of the MAC, which must be another one');
  }
  return { salt: salt.value, iterations, hash };
}

function reading<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) throw new EnvelopeError('envelope-refused', `expected ${name}: ${error.message}`);
    if (error instanceof ProtectionError) throw new EnvelopeError('envelope-not-supported', error.message);
    throw error;
  }
}

const NONE = new Uint8Array();
