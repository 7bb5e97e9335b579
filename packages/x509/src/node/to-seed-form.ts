import type { KeyObject } from 'node:crypto';
import { decode, encode, implicit, octetString, sequence } from '@crypto-cmp/der';
import { PrivateKeyInfo } from '../index.ts';

/**
 * An ML-DSA or ML-KEM key as PKCS#8 with its seed alone, which RFC 9881 and RFC 9935 (section 6 of each) recommend:
 * 54 or 86 octets in place of thousands, and the one form that every implementation reads. Node writes seed and expanded
 * key, and reads all forms.
 */
export function toSeedForm(privateKey: KeyObject): Uint8Array {
  const {
    version,
    privateKeyAlgorithm,
    privateKey: value,
  } = decode(PrivateKeyInfo, privateKey.export({ format: 'der', type: 'pkcs8' }));
  const seed = encode(implicit(0, octetString), decode(both, value).seed);
  return encode(PrivateKeyInfo, { version, privateKeyAlgorithm, privateKey: seed });
}

// ML-DSA-PrivateKey, ML-KEM-PrivateKey ::= CHOICE {
//   seed         [0] OCTET STRING,
//   expandedKey      OCTET STRING,
//   both             SEQUENCE { seed OCTET STRING, expandedKey OCTET STRING } }
const both = sequence({ seed: octetString, expandedKey: octetString });
