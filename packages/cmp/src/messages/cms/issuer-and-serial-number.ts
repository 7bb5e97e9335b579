import { type Infer, integerOctets, sequence, type Tagged } from '@crypto-cmp/der';
import { Name } from '@crypto-cmp/x509';

/**
 * RFC 5652 section 10.2.4.
 *
 *     IssuerAndSerialNumber ::= SEQUENCE {
 *         issuer        Name,
 *         serialNumber  INTEGER }
 */
const issuerAndSerialNumber = sequence({
  issuer: Name,
  serialNumber: integerOctets,
});
export interface IssuerAndSerialNumber extends Infer<typeof issuerAndSerialNumber> {}
export const IssuerAndSerialNumber: Tagged<IssuerAndSerialNumber> = issuerAndSerialNumber;
