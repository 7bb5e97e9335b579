import { explicit, type Infer, optional, sequence, type Tagged } from '@crypto-cmp/der';
import { Time } from '@crypto-cmp/x509';

/**
 * RFC 4211 section 5; at least one of the two must be there. Time is a CHOICE, so its tags are explicit.
 *
 *     OptionalValidity ::= SEQUENCE {
 *         notBefore  [0] Time OPTIONAL,
 *         notAfter   [1] Time OPTIONAL }
 */
const optionalValidity = sequence({
  notBefore: optional(explicit(0, Time)),
  notAfter: optional(explicit(1, Time)),
});
export interface OptionalValidity extends Infer<typeof optionalValidity> {}
export const OptionalValidity: Tagged<OptionalValidity> = optionalValidity;
