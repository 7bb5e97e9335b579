import {
  decode,
  DerError,
  encode,
  octetString,
  sequence,
  smallInteger,
  type Schema,
  withDefault,
} from '@crypto-cmp/der';
import {
  type AlgorithmIdentifier,
  type CryptoProvider,
  HASH_LABELS,
  HASH_OCTETS,
  type HashName,
} from '@crypto-cmp/x509';

import { hmacAlgorithm, hmacHash } from './hmac-algorithm.ts';
import { ProtectionError } from './protection-error.ts';

/** A MAC by a key (RFC 9481, section 6.2). */
export type MacAlgorithm =
  | { readonly kind: 'hmac'; readonly hash: HashName }
  /** `length` of the output in octets. */
  | { readonly kind: 'kmac'; readonly variant: 128 | 256; readonly length: number; readonly customization: Uint8Array }
  | { readonly kind: 'gmac'; readonly keyLength: GmacKeyLength; readonly nonce: Uint8Array; readonly length: number };

type GmacKeyLength = 16 | 24 | 32;

/** The MAC that belongs to a hash: HMAC, and for the SHAKEs KMAC (RFC 8702, section 3.4). */
export function macOf(hash: HashName): MacAlgorithm {
  if (hash !== 'shake128' && hash !== 'shake256') return { kind: 'hmac', hash };
  const variant = hash === 'shake128' ? 128 : 256;
  return { kind: 'kmac', variant, length: HASH_OCTETS[hash], customization: new Uint8Array() };
}

/**
 * Reads the identifier of a MAC.
 *
 * @throws ProtectionError for one that we do not have, as DES-MAC, and for parameters that are not its own
 */
export function parseMacAlgorithm(algorithm: AlgorithmIdentifier): MacAlgorithm {
  if (algorithm.algorithm === KMAC_OIDS[128]) return parseKmac(algorithm, 128);
  if (algorithm.algorithm === KMAC_OIDS[256]) return parseKmac(algorithm, 256);
  const gmacKeyLength = GMAC_KEY_LENGTHS.find((length) => GMAC_OIDS[length] === algorithm.algorithm);
  if (gmacKeyLength !== undefined) return parseGmac(algorithm, gmacKeyLength);
  return { kind: 'hmac', hash: hmacHash(algorithm) };
}

export function toMacAlgorithmIdentifier(mac: MacAlgorithm): AlgorithmIdentifier {
  switch (mac.kind) {
    case 'hmac':
      return hmacAlgorithm(mac.hash);
    case 'kmac': {
      const { variant, length, customization } = mac;
      const algorithm = KMAC_OIDS[variant];
      // RFC 8702, section 3.4: absent where they are the defaults.
      if (length === KMAC_OCTETS[variant] && customization.length === 0) return { algorithm };
      return { algorithm, parameters: encode(KMAC_PARAMETERS[variant], { bits: length * 8, customization }) };
    }
    case 'gmac': {
      const { keyLength, nonce, length } = mac;
      return { algorithm: GMAC_OIDS[keyLength], parameters: encode(gmacParameters, { nonce, length }) };
    }
  }
}

/** The hash that {@link macOf} makes such a MAC of; none where each message needs parameters of its own. */
export function hashOfMac(mac: MacAlgorithm): HashName | undefined {
  switch (mac.kind) {
    case 'hmac':
      return mac.hash;
    case 'kmac':
      return mac.variant === 128 ? 'shake128' : 'shake256';
    case 'gmac':
      return undefined;
  }
}

/** Of the key it needs, in octets; one that takes keys of any length has it as long as its output. */
export function macKeyLength(mac: MacAlgorithm): number {
  switch (mac.kind) {
    case 'hmac':
      return HASH_OCTETS[mac.hash];
    case 'kmac':
      return KMAC_OCTETS[mac.variant];
    case 'gmac':
      return mac.keyLength;
  }
}

export async function computeKeyedMac(
  mac: MacAlgorithm,
  key: Uint8Array,
  data: Uint8Array,
  crypto: Pick<CryptoProvider, 'hmac' | 'kmac' | 'gmac'>,
): Promise<Uint8Array> {
  switch (mac.kind) {
    case 'hmac':
      return crypto.hmac(mac.hash, key, data);
    case 'kmac':
      return crypto.kmac({ variant: mac.variant, key, data, length: mac.length, customization: mac.customization });
    case 'gmac':
      return crypto.gmac({ key, nonce: mac.nonce, data, length: mac.length });
  }
}

/** `HMAC-SHA-256`, `KMAC128` or `AES-128-GMAC`. */
export function describeMacAlgorithm(mac: MacAlgorithm): string {
  switch (mac.kind) {
    case 'hmac':
      return `HMAC-${HASH_LABELS[mac.hash]}`;
    case 'kmac':
      return `KMAC${mac.variant}`;
    case 'gmac':
      return `AES-${mac.keyLength * 8}-GMAC`;
  }
}

function parseKmac({ parameters }: AlgorithmIdentifier, variant: 128 | 256): MacAlgorithm {
  const { bits, customization } =
    parameters === undefined
      ? { bits: KMAC_OCTETS[variant] * 8, customization: new Uint8Array() }
      : read(KMAC_PARAMETERS[variant], parameters, 'KMAC parameters');
  // A shorter MAC can be guessed; who makes a longer one than this only makes work.
  if (bits % 8 !== 0 || bits < 128 || bits > 512) throw malformed(`KMAC output of ${bits} bits, 128 to 512 allowed`);
  return { kind: 'kmac', variant, length: bits / 8, customization };
}

function parseGmac({ parameters }: AlgorithmIdentifier, keyLength: GmacKeyLength): MacAlgorithm {
  if (parameters === undefined) throw malformed('expected GMACParameters, got none');
  const { nonce, length } = read(gmacParameters, parameters, 'GMACParameters');
  if (nonce.length < 12 || nonce.length > 64) throw malformed(`GMAC nonce of ${nonce.length} octets, 12 to 64 allowed`);
  if (length < 12 || length > 16) throw malformed(`GMAC of ${length} octets, 12 to 16 allowed`);
  return { kind: 'gmac', keyLength, nonce, length };
}

function read<T>(schema: Schema<T>, parameters: Uint8Array, name: string): T {
  try {
    return decode(schema, parameters);
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    throw new ProtectionError('mac-parameters-malformed', `expected ${name}: ${cause.message}`, { cause });
  }
}

function malformed(problem: string): ProtectionError {
  return new ProtectionError('mac-parameters-malformed', problem);
}

const KMAC_OIDS = { 128: '2.16.840.1.101.3.4.2.19', 256: '2.16.840.1.101.3.4.2.20' } as const;
const KMAC_OCTETS = { 128: 32, 256: 64 } as const;

// RFC 8702, section 3.4
//
// KMACwithSHAKE128-params ::= SEQUENCE {
//   kMACOutputLength     INTEGER DEFAULT 256, -- Output length in bits
//   customizationString  OCTET STRING DEFAULT ''H }
//
// and the same for SHAKE256, with 512.

const KMAC_PARAMETERS = { 128: kmacParameters(256), 256: kmacParameters(512) } as const;

function kmacParameters(bits: number) {
  return sequence({
    bits: withDefault(smallInteger, bits),
    customization: withDefault(octetString, new Uint8Array()),
  });
}

const GMAC_KEY_LENGTHS: readonly GmacKeyLength[] = [16, 24, 32];
const GMAC_OIDS: Readonly<Record<GmacKeyLength, string>> = {
  16: '2.16.840.1.101.3.4.1.9',
  24: '2.16.840.1.101.3.4.1.29',
  32: '2.16.840.1.101.3.4.1.49',
};

// RFC 9044, section 2
//
// GMACParameters ::= SEQUENCE {
//   nonce   OCTET STRING, -- recommended size is 12 octets
//   length  MACLength DEFAULT 12 }

const gmacParameters = sequence({ nonce: octetString, length: withDefault(smallInteger, 12) });
