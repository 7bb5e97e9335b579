import { explicit, type Infer, optional, sequence, sequenceOf, type Tagged } from '@crypto-cmp/der';

import { CertifiedKeyPair } from './certified-key-pair.ts';
import { CMPCertificate } from './cmp-certificate.ts';
import { PKIStatusInfo } from './pki-status-info.ts';

/**
 * RFC 9810 section 5.3.8.
 *
 *     KeyRecRepContent ::= SEQUENCE {
 *         status           PKIStatusInfo,
 *         newSigCert   [0] CMPCertificate OPTIONAL,
 *         caCerts      [1] SEQUENCE SIZE (1..MAX) OF CMPCertificate OPTIONAL,
 *         keyPairHist  [2] SEQUENCE SIZE (1..MAX) OF CertifiedKeyPair OPTIONAL }
 */
const keyRecRepContent = sequence({
  status: PKIStatusInfo,
  newSigCert: optional(explicit(0, CMPCertificate)),
  caCerts: optional(explicit(1, sequenceOf(CMPCertificate, { min: 1 }))),
  keyPairHist: optional(explicit(2, sequenceOf(CertifiedKeyPair, { min: 1 }))),
});
export interface KeyRecRepContent extends Infer<typeof keyRecRepContent> {}
export const KeyRecRepContent: Tagged<KeyRecRepContent> = keyRecRepContent;
