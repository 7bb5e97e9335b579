import { toHex } from '@crypto-cmp/der';

import { contentOf, type Element, oidOf } from '../element.ts';
import { nameOrOid } from '../oid-names.ts';
import { primitive, type Shape } from '../shape.ts';
import { showAllOctets, showOctets, showOctetsOrText } from '../show-octets.ts';
import { showText } from '../show-text.ts';
import { showTime } from '../show-time.ts';

export const boolean = primitive('BOOLEAN', 0x01, {
  summarize: (element) => ({ '00': 'false', ff: 'true' })[toHex(contentOf(element).subarray(0, 2))],
});

export const integer = primitive('INTEGER', 0x02, {
  summarize: (element) => showNumber(element) ?? showOctets(contentOf(element)),
  wholeText: allOctets,
});

const enumerated = primitive('ENUMERATED', 0x0a, { summarize: showNumber });

/** INTEGER as a serial number is always shown: in hexadecimal, however short. */
export const serialNumber = primitive('INTEGER', 0x02, {
  summarize: (element) => showOctets(contentOf(element)),
  wholeText: allOctets,
});

export const octetString = primitive('OCTET STRING', 0x04, {
  summarize: (element) => showOctets(contentOf(element)),
  wholeText: allOctets,
});

/** OCTET STRING that often holds text, such as a reference. */
export const textualOctetString = primitive('OCTET STRING', 0x04, {
  summarize: (element) => showOctetsOrText(contentOf(element)),
  wholeText: allOctets,
});

export const bitString = primitive('BIT STRING', 0x03, {
  summarize: (element) => showOctets(contentOf(element).subarray(1)),
  wholeText: (element) => showAllOctets(contentOf(element).subarray(1)),
});

export const nullValue = primitive('NULL', 0x05);

export const objectIdentifier = primitive('OBJECT IDENTIFIER', 0x06, {
  summarize: (element) => nameOrOid(oidOf(element)) ?? showOctets(contentOf(element)),
  wholeText: oidOf,
});

export const generalizedTime = primitive('GeneralizedTime', 0x18, { summarize: showTimeOf });
export const utcTime = primitive('UTCTime', 0x17, { summarize: showTimeOf });

export const utf8String = textString('UTF8String', 0x0c);
export const ia5String = textString('IA5String', 0x16);

/** The universal types of text, time and number by their identifier octet, for elements nobody described. */
export const UNIVERSAL_SHAPES: ReadonlyMap<number, Shape> = new Map(
  [
    boolean,
    integer,
    bitString,
    octetString,
    nullValue,
    objectIdentifier,
    enumerated,
    utf8String,
    textString('NumericString', 0x12),
    textString('PrintableString', 0x13),
    textString('TeletexString', 0x14),
    ia5String,
    utcTime,
    generalizedTime,
    textString('VisibleString', 0x1a),
    primitive('BMPString', 0x1e, { summarize: (element) => showText(decodeText(contentOf(element), 'utf-16be')) }),
  ].map((shape) => [shape.tagOctet ?? 0, shape]),
);

/** `rejection (2)`; the number alone when it has no name. */
export function namedInteger(type: string, names: Readonly<Record<string, number>>, tagOctet = 0x02): Shape {
  const nameOfNumber = new Map(Object.entries(names).map(([name, number]) => [String(number), name]));
  return primitive(type, tagOctet, {
    summarize: (element) => {
      const number = showNumber(element) ?? showOctets(contentOf(element));
      const name = nameOfNumber.get(number);
      return name === undefined ? number : `${name} (${number})`;
    },
  });
}

/** `badPOP, badTime`; `bit 40` for one that has no name. */
export function namedBits(type: string, names: Readonly<Record<string, number>>): Shape {
  const nameOfBit = new Map(Object.entries(names).map(([name, bit]) => [bit, name]));
  return primitive(type, 0x03, {
    summarize: (element) => {
      const octets = contentOf(element).subarray(1, 65);
      const set: string[] = [];
      for (const [at, octet] of octets.entries()) {
        for (let bit = 0; bit < 8; bit++) {
          if ((octet & (0x80 >> bit)) !== 0) set.push(nameOfBit.get(8 * at + bit) ?? `bit ${8 * at + bit}`);
        }
      }
      return set.length === 0 ? 'none' : set.join(', ');
    },
  });
}

/** The number, when it is small enough to be one. */
export function showNumber(element: Element): string | undefined {
  const octets = contentOf(element);
  if (octets.length === 0 || octets.length > 6) return undefined;
  let number = (octets[0] ?? 0) < 0x80 ? 0 : -1;
  for (const octet of octets) number = number * 256 + octet;
  return String(number);
}

/** The text of a string element, as it is. */
export function textOf(element: Element): string {
  return decodeText(contentOf(element), element.tlv.tagOctet === 0x0c ? 'utf-8' : 'latin1');
}

function textString(type: string, tagOctet: number): Shape {
  return primitive(type, tagOctet, {
    summarize: (element) => showText(textOf(element)),
    wholeText: (element) => showText(textOf(element), 4096),
  });
}

function showTimeOf(element: Element): string {
  return showText(showTime(textOf(element)));
}

function allOctets(element: Element): string {
  return showAllOctets(contentOf(element));
}

function decodeText(octets: Uint8Array, label: string): string {
  // Whatever cannot be decoded becomes U+FFFD; nothing long is decoded for a few words.
  return new TextDecoder(label).decode(octets.subarray(0, 16_384));
}
