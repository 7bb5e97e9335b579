import { choice, implicit, type Infer, octetString, type Schema } from '@crypto-cmp/der';
import { SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import { IssuerAndSerialNumber } from './issuer-and-serial-number.ts';

/**
 * RFC 5652 section 6.2.2. OriginatorPublicKey is written like a SubjectPublicKeyInfo.
 *
 *     OriginatorIdentifierOrKey ::= CHOICE {
 *         issuerAndSerialNumber      IssuerAndSerialNumber,
 *         subjectKeyIdentifier   [0] OCTET STRING,
 *         originatorKey          [1] OriginatorPublicKey }
 *
 *     OriginatorPublicKey ::= SEQUENCE {
 *         algorithm  AlgorithmIdentifier,
 *         publicKey  BIT STRING }
 */
const originatorIdentifierOrKey = choice({
  issuerAndSerialNumber: IssuerAndSerialNumber,
  subjectKeyIdentifier: implicit(0, octetString),
  originatorKey: implicit(1, SubjectPublicKeyInfo),
});
export type OriginatorIdentifierOrKey = Infer<typeof originatorIdentifierOrKey>;
export const OriginatorIdentifierOrKey: Schema<OriginatorIdentifierOrKey> = originatorIdentifierOrKey;
