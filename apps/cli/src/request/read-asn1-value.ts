import {
  bmpString,
  boolean,
  encode,
  fromHex,
  ia5String,
  integer,
  nullValue,
  objectIdentifier,
  printableString,
  utf8String,
} from '@crypto-cmp/der';

import { isObjectIdentifier } from './read-object-identifier.ts';

/** The value of an extension as x509v3_config(5) has it: `DER:hex`, or `ASN1:` and a simple type; undefined for others. */
export function readAsn1Value(text: string): Uint8Array | undefined {
  const [, hex] = /^DER:((?:[\da-f]{2}:?)+)$/i.exec(text) ?? [];
  if (hex !== undefined) return fromHex(hex.replaceAll(':', '').toLowerCase());
  const [, type = '', value] = /^ASN1:([A-Z\d]+)(?::(.*))?$/is.exec(text) ?? [];
  if (value === undefined) return type.toUpperCase() === 'NULL' ? encode(nullValue, null) : undefined;
  switch (type.toUpperCase()) {
    case 'UTF8':
    case 'UTF8STRING':
      return encode(utf8String, value);
    case 'IA5':
    case 'IA5STRING':
      return encode(ia5String, value);
    case 'PRINTABLE':
    case 'PRINTABLESTRING':
      return encode(printableString, value);
    case 'BMP':
    case 'BMPSTRING':
      return encode(bmpString, value);
    case 'INT':
    case 'INTEGER':
      return /^-?(?:0x[\da-f]{1,64}|\d{1,64})$/i.test(value) ? encode(integer, toBigInt(value)) : undefined;
    case 'BOOL':
    case 'BOOLEAN':
      return /^(?:true|false|yes|no)$/i.test(value) ? encode(boolean, /^[ty]/i.test(value)) : undefined;
    case 'OID':
    case 'OBJECT':
      return isObjectIdentifier(value) ? encode(objectIdentifier, value) : undefined;
    default:
      return undefined;
  }
}

function toBigInt(text: string): bigint {
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}
