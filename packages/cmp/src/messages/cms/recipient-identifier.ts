import { choice, implicit, type Infer, octetString, type Schema } from '@crypto-cmp/der';

import { IssuerAndSerialNumber } from './issuer-and-serial-number.ts';

/**
 * RFC 5652 section 6.2.1. SignerIdentifier (section 5.3) is written the same way.
 *
 *     RecipientIdentifier ::= CHOICE {
 *         issuerAndSerialNumber      IssuerAndSerialNumber,
 *         subjectKeyIdentifier   [0] OCTET STRING }
 */
const recipientIdentifier = choice({
  issuerAndSerialNumber: IssuerAndSerialNumber,
  subjectKeyIdentifier: implicit(0, octetString),
});
export type RecipientIdentifier = Infer<typeof recipientIdentifier>;
export const RecipientIdentifier: Schema<RecipientIdentifier> = recipientIdentifier;
