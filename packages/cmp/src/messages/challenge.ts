import { explicit, type Infer, octetString, optional, sequence, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { EnvelopedData } from './cms/enveloped-data.ts';

/**
 * RFC 9810 section 5.2.8.3.3. What is encrypted is a Rand: in challenge with cmp2000, in encryptedRand with cmp2021,
 * where challenge is empty. Without owf, that of the preceding challenge counts.
 *
 *     Challenge ::= SEQUENCE {
 *         owf                AlgorithmIdentifier OPTIONAL,
 *         witness            OCTET STRING,
 *         challenge          OCTET STRING,
 *         encryptedRand  [0] EnvelopedData OPTIONAL }
 */
const challenge = sequence({
  owf: optional(AlgorithmIdentifier),
  witness: octetString,
  challenge: octetString,
  encryptedRand: optional(explicit(0, EnvelopedData)),
});
export interface Challenge extends Infer<typeof challenge> {}
export const Challenge: Tagged<Challenge> = challenge;
