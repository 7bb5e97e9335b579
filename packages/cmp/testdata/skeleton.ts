import { children, readTlv, type Tlv } from '@crypto-cmp/der';

/**
 * The tags of an element and of all that is in it: `S{I [4]{S{}} [0]{GT}}`.
 *
 * Universal types by their short names below, context tags by number, braces around what is inside a constructed one.
 */
export function skeleton(bytes: Uint8Array): string {
  return describe(bytes, readTlv(bytes, 0));
}

function describe(bytes: Uint8Array, tlv: Tlv): string {
  const name = tlv.tagClass === 'context' ? `[${tlv.tagNumber}]` : shortNames[tlv.tagOctet & 0xdf];
  if (name === undefined) throw new TypeError(`no short name for tag ${tlv.tagOctet}`);
  if (!tlv.constructed) return name;
  const inside = [...children(bytes, tlv)].map((child) => describe(bytes, child));
  return `${name}{${inside.join(' ')}}`;
}

const shortNames: Readonly<Record<number, string>> = {
  0x01: 'BOOL',
  0x02: 'I',
  0x03: 'B',
  0x04: 'O',
  0x05: 'N',
  0x06: 'OID',
  0x0c: 'U',
  0x10: 'S',
  0x11: 'SET',
  0x17: 'UT',
  0x18: 'GT',
};
