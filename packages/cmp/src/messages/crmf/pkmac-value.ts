import { bitStringOctets, type Infer, sequence, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * RFC 4211 section 4.1.
 *
 *     PKMACValue ::= SEQUENCE {
 *         algId  AlgorithmIdentifier, -- PasswordBasedMac with a PBMParameter
 *         value  BIT STRING }
 */
const pkmacValue = sequence({
  algId: AlgorithmIdentifier,
  value: bitStringOctets,
});
export interface PKMACValue extends Infer<typeof pkmacValue> {}
export const PKMACValue: Tagged<PKMACValue> = pkmacValue;
