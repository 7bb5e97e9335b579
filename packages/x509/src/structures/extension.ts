import {
  boolean,
  objectIdentifier,
  octetString,
  sequence,
  sequenceOf,
  withDefault,
  type Infer,
  type Tagged,
} from '@crypto-cmp/der';

// RFC 5280, section 4.1
//
// Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension
//
// Extension ::= SEQUENCE {
//   extnID     OBJECT IDENTIFIER,
//   critical   BOOLEAN DEFAULT FALSE,
//   extnValue  OCTET STRING }

const extension = sequence({
  extnID: objectIdentifier,
  critical: withDefault(boolean, false),
  extnValue: octetString,
});

export interface Extension extends Infer<typeof extension> {}
export const Extension: Tagged<Extension> = extension;

export type Extensions = readonly Extension[];
export const Extensions: Tagged<Extensions> = sequenceOf(Extension, { min: 1 });
