import { objectIdentifier, rawValue, sequence, setOf, type Infer, type Tagged } from '@crypto-cmp/der';

// RFC 2986, section 4.1
//
// Attribute ::= SEQUENCE {
//   type    OBJECT IDENTIFIER,
//   values  SET SIZE (1..MAX) OF ANY }

const attribute = sequence({
  type: objectIdentifier,
  values: setOf(rawValue, { min: 1 }),
});

export interface Attribute extends Infer<typeof attribute> {}
export const Attribute: Tagged<Attribute> = attribute;
