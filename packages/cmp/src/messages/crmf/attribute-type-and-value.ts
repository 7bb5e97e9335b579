import { type Infer, objectIdentifier, rawValue, sequence, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 4211 section 3. The value stays as it stands, in DER: `CONTROL_TYPES` and `REG_INFO_TYPES` know how to read it.
 *
 *     AttributeTypeAndValue ::= SEQUENCE {
 *         type   OBJECT IDENTIFIER,
 *         value  ANY DEFINED BY type }
 */
const attributeTypeAndValue = sequence({
  type: objectIdentifier,
  value: rawValue,
});
export interface AttributeTypeAndValue extends Infer<typeof attributeTypeAndValue> {}
export const AttributeTypeAndValue: Tagged<AttributeTypeAndValue> = attributeTypeAndValue;
