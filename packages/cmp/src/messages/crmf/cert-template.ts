import {
  bitString,
  explicit,
  implicit,
  type Infer,
  integerOctets,
  optional,
  sequence,
  smallInteger,
  type Tagged,
} from '@crypto-cmp/der';
import { AlgorithmIdentifier, Extensions, Name, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import { OptionalValidity } from './optional-validity.ts';

/**
 * RFC 4211 section 5. The names stay as they stand, in DER.
 *
 *     CertTemplate ::= SEQUENCE {
 *         version       [0] Version               OPTIONAL,
 *         serialNumber  [1] INTEGER               OPTIONAL,
 *         signingAlg    [2] AlgorithmIdentifier   OPTIONAL,
 *         issuer        [3] Name                  OPTIONAL,
 *         validity      [4] OptionalValidity      OPTIONAL,
 *         subject       [5] Name                  OPTIONAL,
 *         publicKey     [6] SubjectPublicKeyInfo  OPTIONAL,
 *         issuerUID     [7] UniqueIdentifier      OPTIONAL,
 *         subjectUID    [8] UniqueIdentifier      OPTIONAL,
 *         extensions    [9] Extensions            OPTIONAL }
 *
 *     Version ::= INTEGER { v1(0), v2(1), v3(2) }
 *     UniqueIdentifier ::= BIT STRING
 *
 * The module says IMPLICIT TAGS, yet Name is a CHOICE, and the tag of a CHOICE is always explicit (X.680 31.2.7).
 */
const certTemplate = sequence({
  version: optional(implicit(0, smallInteger)),
  serialNumber: optional(implicit(1, integerOctets)),
  signingAlg: optional(implicit(2, AlgorithmIdentifier)),
  issuer: optional(explicit(3, Name)),
  validity: optional(implicit(4, OptionalValidity)),
  subject: optional(explicit(5, Name)),
  publicKey: optional(implicit(6, SubjectPublicKeyInfo)),
  issuerUID: optional(implicit(7, bitString)),
  subjectUID: optional(implicit(8, bitString)),
  extensions: optional(implicit(9, Extensions)),
});
export interface CertTemplate extends Infer<typeof certTemplate> {}
export const CertTemplate: Tagged<CertTemplate> = certTemplate;
