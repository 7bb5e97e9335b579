import { bitString, implicit, type Infer, octetString, optional, sequence, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * RFC 4211 section 6.4; deprecated in favour of EnvelopedData.
 *
 *     EncryptedValue ::= SEQUENCE {
 *         intendedAlg  [0] AlgorithmIdentifier  OPTIONAL, -- what the value will be used for
 *         symmAlg      [1] AlgorithmIdentifier  OPTIONAL, -- encrypts the value
 *         encSymmKey   [2] BIT STRING           OPTIONAL, -- the symmetric key, encrypted
 *         keyAlg       [3] AlgorithmIdentifier  OPTIONAL, -- encrypts the symmetric key
 *         valueHint    [4] OCTET STRING         OPTIONAL,
 *         encValue         BIT STRING }
 */
const encryptedValue = sequence({
  intendedAlg: optional(implicit(0, AlgorithmIdentifier)),
  symmAlg: optional(implicit(1, AlgorithmIdentifier)),
  encSymmKey: optional(implicit(2, bitString)),
  keyAlg: optional(implicit(3, AlgorithmIdentifier)),
  valueHint: optional(implicit(4, octetString)),
  encValue: bitString,
});
export interface EncryptedValue extends Infer<typeof encryptedValue> {}
export const EncryptedValue: Tagged<EncryptedValue> = encryptedValue;
