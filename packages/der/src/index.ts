export { decode, type DecodeOptions } from './decode.ts';
export { encode } from './encode.ts';
export { DerError, type DerErrorCode } from './der-error.ts';
export type { Infer, Schema, Tagged } from './schema.ts';

export { boolean } from './boolean.ts';
export { enumerated, integer, integerOctets, smallInteger } from './integer.ts';
export { nullValue } from './null-value.ts';
export { objectIdentifier } from './object-identifier.ts';
export { octetString, octetStringOf } from './octet-string.ts';
export { bitString, type BitString, bitStringOctets, bitStringOf, namedBitString } from './bit-string.ts';
export {
  bmpString,
  ia5String,
  numericString,
  printableString,
  teletexString,
  universalString,
  utf8String,
  visibleString,
} from './character-string.ts';
export { generalizedTime, utcTime } from './time.ts';

export { sequence, type SequenceOptions, set } from './sequence.ts';
export {
  type DefaultField,
  type Field,
  type Fields,
  type FieldValues,
  optional,
  type OptionalField,
  withDefault,
} from './field.ts';
export { type CollectionLimits, sequenceOf, setOf } from './collection.ts';
export { type Alternatives, choice, type ChoiceValue } from './choice.ts';
export { explicit, implicit } from './tagging.ts';
export { rawSequence, rawTagged, rawValue, withDer, type WithDer } from './raw.ts';

export { children, readTlv, type TagClass, type Tlv } from './tlv.ts';
export { concat, equalBytes, fromHex, toHex } from './bytes.ts';
