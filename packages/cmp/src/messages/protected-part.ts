import { type Infer, rawValue, sequence, type Tagged } from '@crypto-cmp/der';

/**
 * What the protection covers: RFC 9810 section 5.1.3.
 *
 *     ProtectedPart ::= SEQUENCE {
 *         header  PKIHeader,
 *         body    PKIBody }
 *
 * Made of the octets of both as they were received or will be sent.
 */
const protectedPart = sequence({
  header: rawValue,
  body: rawValue,
});
export interface ProtectedPart extends Infer<typeof protectedPart> {}
export const ProtectedPart: Tagged<ProtectedPart> = protectedPart;
