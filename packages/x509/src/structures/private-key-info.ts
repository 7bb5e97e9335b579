import {
  bitStringOctets,
  implicit,
  octetString,
  optional,
  sequence,
  setOf,
  smallInteger,
  type Infer,
  type Tagged,
} from '@crypto-cmp/der';
import { AlgorithmIdentifier } from './algorithm-identifier.ts';
import { Attribute } from './attribute.ts';

// RFC 5958, section 2
//
// OneAsymmetricKey ::= SEQUENCE {
//   version                    INTEGER { v1(0), v2(1) },
//   privateKeyAlgorithm        AlgorithmIdentifier,
//   privateKey                 OCTET STRING,
//   attributes             [0] SET OF Attribute OPTIONAL,
//   publicKey              [1] BIT STRING OPTIONAL }
//
// PrivateKeyInfo ::= OneAsymmetricKey

const privateKeyInfo = sequence({
  version: smallInteger,
  privateKeyAlgorithm: AlgorithmIdentifier,
  privateKey: octetString,
  attributes: optional(implicit(0, setOf(Attribute))),
  publicKey: optional(implicit(1, bitStringOctets)),
});

export interface PrivateKeyInfo extends Infer<typeof privateKeyInfo> {}
export const PrivateKeyInfo: Tagged<PrivateKeyInfo> = privateKeyInfo;
