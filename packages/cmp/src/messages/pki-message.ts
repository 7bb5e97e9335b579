import {
  bitStringOctets,
  explicit,
  type Infer,
  optional,
  sequence,
  sequenceOf,
  type Tagged,
  withDer,
} from '@crypto-cmp/der';

import { CMPCertificate } from './cmp-certificate.ts';
import { PKIBody } from './pki-body.ts';
import { PKIHeader } from './pki-header.ts';

/**
 * RFC 9810 section 5.1.
 *
 *     PKIMessage ::= SEQUENCE {
 *         header          PKIHeader,
 *         body            PKIBody,
 *         protection  [0] PKIProtection OPTIONAL,
 *         extraCerts  [1] SEQUENCE SIZE (1..MAX) OF CMPCertificate OPTIONAL }
 *
 *     PKIProtection ::= BIT STRING
 *
 * Header and body keep their octets, since the protection covers these, never a re-encoding: see ProtectedPart.
 * No signature or MAC algorithm yields half an octet, so the protection is a string of octets.
 */
const pkiMessage = sequence({
  header: withDer(PKIHeader),
  body: withDer(PKIBody),
  protection: optional(explicit(0, bitStringOctets)),
  extraCerts: optional(explicit(1, sequenceOf(CMPCertificate, { min: 1 }))),
});
export interface PKIMessage extends Infer<typeof pkiMessage> {}
export const PKIMessage: Tagged<PKIMessage> = pkiMessage;
