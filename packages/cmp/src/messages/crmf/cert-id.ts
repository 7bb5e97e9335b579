import { type Infer, integerOctets, sequence, type Tagged } from '@crypto-cmp/der';
import { GeneralName } from '@crypto-cmp/x509';

/**
 * RFC 4211 section 6.5. The issuer of a certificate is a directoryName.
 *
 *     CertId ::= SEQUENCE {
 *         issuer        GeneralName,
 *         serialNumber  INTEGER }
 *
 *     OldCertId ::= CertId
 */
const certId = sequence({
  issuer: GeneralName,
  serialNumber: integerOctets,
});
export interface CertId extends Infer<typeof certId> {}
export const CertId: Tagged<CertId> = certId;
