import { bitString, explicit, type Infer, optional, sequence, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { CertId } from './crmf/cert-id.ts';

/**
 * The fingerprint of an OOBCert: RFC 9810 section 5.2.5.
 *
 *     OOBCertHash ::= SEQUENCE {
 *         hashAlg  [0] AlgorithmIdentifier  OPTIONAL,
 *         certId   [1] CertId               OPTIONAL,
 *         hashVal      BIT STRING }
 */
const oobCertHash = sequence({
  hashAlg: optional(explicit(0, AlgorithmIdentifier)),
  certId: optional(explicit(1, CertId)),
  hashVal: bitString,
});
export interface OOBCertHash extends Infer<typeof oobCertHash> {}
export const OOBCertHash: Tagged<OOBCertHash> = oobCertHash;
