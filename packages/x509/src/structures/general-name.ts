import {
  choice,
  explicit,
  ia5String,
  implicit,
  objectIdentifier,
  octetString,
  rawTagged,
  rawValue,
  sequence,
  sequenceOf,
  type Infer,
  type Schema,
  type Tagged,
} from '@crypto-cmp/der';
import { Name } from './name.ts';

// RFC 5280, section 4.2.1.6
//
// GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName
//
// GeneralName ::= CHOICE {
//   otherName                  [0] OtherName,
//   rfc822Name                 [1] IA5String,
//   dNSName                    [2] IA5String,
//   x400Address                [3] ORAddress,
//   directoryName              [4] Name,
//   ediPartyName               [5] EDIPartyName,
//   uniformResourceIdentifier  [6] IA5String,
//   iPAddress                  [7] OCTET STRING,
//   registeredID               [8] OBJECT IDENTIFIER }
//
// OtherName ::= SEQUENCE {
//   type-id    OBJECT IDENTIFIER,
//   value  [0] EXPLICIT ANY DEFINED BY type-id }

const otherName = sequence({
  typeId: objectIdentifier,
  value: explicit(0, rawValue),
});

export interface OtherName extends Infer<typeof otherName> {}
export const OtherName: Tagged<OtherName> = otherName;

export type GeneralName =
  | { readonly type: 'otherName'; readonly value: OtherName }
  | { readonly type: 'rfc822Name'; readonly value: string }
  | { readonly type: 'dNSName'; readonly value: string }
  /** The whole element, `[3]` included. */
  | { readonly type: 'x400Address'; readonly value: Uint8Array }
  /** A Name in DER. */
  | { readonly type: 'directoryName'; readonly value: Uint8Array }
  /** The whole element, `[5]` included. */
  | { readonly type: 'ediPartyName'; readonly value: Uint8Array }
  | { readonly type: 'uniformResourceIdentifier'; readonly value: string }
  /** 4 or 16 octets; in name constraints twice as many, with the mask. */
  | { readonly type: 'iPAddress'; readonly value: Uint8Array }
  | { readonly type: 'registeredID'; readonly value: string };

export const GeneralName: Schema<GeneralName> = choice({
  otherName: implicit(0, OtherName),
  rfc822Name: implicit(1, ia5String),
  dNSName: implicit(2, ia5String),
  x400Address: rawTagged(0xa3),
  directoryName: explicit(4, Name),
  ediPartyName: rawTagged(0xa5),
  uniformResourceIdentifier: implicit(6, ia5String),
  iPAddress: implicit(7, octetString),
  registeredID: implicit(8, objectIdentifier),
});

export type GeneralNames = readonly GeneralName[];
export const GeneralNames: Tagged<GeneralNames> = sequenceOf(GeneralName, { min: 1 });
