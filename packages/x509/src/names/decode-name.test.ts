import { concat, fromHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { decodeName } from './decode-name.ts';
import { encodeName } from './encode-name.ts';

/** A Name of one CN whose value has this DER. */
function commonName(value: string): Uint8Array {
  const octets = (hex: string) => (hex.length / 2).toString(16).padStart(2, '0') + hex;
  return fromHex(`30${octets(`31${octets(`30${octets(`0603550403${value}`)}`)}`)}`);
}

describe('decodeName', () => {
  const texts: Record<string, [der: string, text: string]> = {
    UTF8String: ['0c03c3bc61', 'üa'],
    'UTF8String with a byte order mark, kept': ['0c04efbbbf61', '\ufeffa'],
    PrintableString: ['13026162', 'ab'],
    'PrintableString with characters that it does not allow': ['1303612a62', 'a*b'],
    'PrintableString that is UTF-8 really': ['1302c3bc', 'ü'],
    'PrintableString that is Latin-1 really': ['1302fc61', 'üa'],
    'IA5String that is Latin-1 really': ['1602fc61', 'üa'],
    'TeletexString as Latin-1': ['1402fc61', 'üa'],
    BMPString: ['1e0400fc0061', 'üa'],
    'BMPString with a surrogate pair': ['1e04d83ddd11', '🔑'],
    UniversalString: ['1c080001f51100000061', '🔑a'],
    NumericString: ['12023132', '12'],
    'an empty value': ['0c00', ''],
  };
  it.each(Object.entries(texts))('reads %s', (_, [der, value]) => {
    expect(decodeName(commonName(der))).toEqual({ rdns: [[{ type: '2.5.4.3', value }]] });
  });

  const octets: Record<string, string> = {
    'UTF8String that is none': '0c02c328',
    'BMPString of an odd number of octets': '1e03006100',
    'BMPString with half a pair': '1e02d83d',
    'UniversalString beyond Unicode': '1c0400110000',
    'an INTEGER': '020105',
    'a SEQUENCE': '3003020105',
  };
  it.each(Object.entries(octets))('keeps %s as octets', (_, der) => {
    expect(decodeName(commonName(der))).toEqual({
      rdns: [[{ type: '2.5.4.3', value: `#${der}`, der: fromHex(der) }]],
    });
  });

  it('takes attributes of a step in any order', () => {
    const der = fromHex('301631143008060355040b0c0162300806035504030c0161');
    expect(decodeName(der).rdns[0]?.map(({ value }) => value)).toEqual(['b', 'a']);
  });

  const malformed: Record<string, string> = {
    nothing: '',
    'a SET': '3100',
    'data behind it': '300000',
    'a step that is no SET': '30023000',
    'an attribute that is no SEQUENCE': '30043102 0500'.replace(' ', ''),
    'an attribute without a value': '300931073005 0603550403'.replace(' ', ''),
    'an attribute with a third element': '300e310c300a06035504030c01610500',
    'a type that is no object identifier': '3009310730050c01610c00',
    'a length past the end': '30050c',
    'an indefinite length': '30800000',
  };
  it.each(Object.entries(malformed))('refuses %s', (_, der) => {
    expect(() => decodeName(fromHex(der))).toThrow(expect.objectContaining({ code: 'malformed-structure' }));
  });

  it('refuses more steps than could be written again', () => {
    const step = commonName('0c0161').subarray(2);
    const name = (count: number) => {
      const content = concat(...Array.from({ length: count }, () => step));
      return concat(fromHex('3082'), Uint8Array.of(content.length >> 8, content.length & 0xff), content);
    };
    expect(encodeName(decodeName(name(1000)))).toEqual(name(1000));
    expect(() => decodeName(name(1001))).toThrow(expect.objectContaining({ code: 'malformed-structure' }));
  });
});
