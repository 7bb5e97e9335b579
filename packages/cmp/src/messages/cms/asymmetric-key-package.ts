import { type Schema, sequenceOf } from '@crypto-cmp/der';
import { PrivateKeyInfo } from '@crypto-cmp/x509';

/**
 * RFC 5958 section 2: CMS content of type `id-ct-KP-aKeyPackage`. What is in it is secret.
 *
 *     AsymmetricKeyPackage ::= SEQUENCE SIZE (1..MAX) OF OneAsymmetricKey
 */
export const AsymmetricKeyPackage: Schema<readonly PrivateKeyInfo[]> = sequenceOf(PrivateKeyInfo, { min: 1 });
export type AsymmetricKeyPackage = readonly PrivateKeyInfo[];
