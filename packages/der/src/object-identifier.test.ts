import { expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { objectIdentifier } from './object-identifier.ts';

test.each([
  { dotted: '0.0', hex: '060100' },
  { dotted: '0.39', hex: '060127' },
  { dotted: '1.0', hex: '060128' },
  { dotted: '1.39', hex: '06014f' },
  { dotted: '2.0', hex: '060150' },
  { dotted: '2.47', hex: '06017f' },
  { dotted: '2.48', hex: '06028100' },
  { dotted: '2.999.3', hex: '0603883703' },
  { dotted: '2.5.4.3', hex: '0603550403' },
  { dotted: '1.2.840.113549.1.1.11', hex: '06092a864886f70d01010b' },
  { dotted: '1.3.6.1.4.1.4294967296', hex: '060a2b060104019080808000' },
  { dotted: '2.25.329800735698586629295641978511506172918', hex: '06146983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776' },
  { dotted: '2.18446744073709551615', hex: '060a8280808080808080804f' },
])('$dotted is $hex', ({ dotted, hex }) => {
  expect(toHex(encode(objectIdentifier, dotted))).toBe(hex);
  expect(decode(objectIdentifier, fromHex(hex))).toBe(dotted);
});

test.each([
  { name: 'no content', hex: '0600' },
  { name: 'an arc that begins with zero', hex: '0603558003' },
  { name: 'a first arc that begins with zero', hex: '06028001' },
  { name: 'an arc without end', hex: '06025580' },
  { name: '65 octets', hex: `0641${'2a'.repeat(65)}` },
])('refuses $name', ({ hex }) => {
  expect(() => decode(objectIdentifier, fromHex(hex))).toThrow(
    expect.objectContaining({ code: 'invalid-object-identifier' }),
  );
});

test('takes 64 octets and no more', () => {
  const longest = `1.2${'.5'.repeat(63)}`;
  expect(decode(objectIdentifier, encode(objectIdentifier, longest))).toBe(longest);
  expect(() => encode(objectIdentifier, `${longest}.5`)).toThrow(TypeError);
  expect(() => encode(objectIdentifier, `1.2.${'9'.repeat(100_000)}`)).toThrow(TypeError);
});

test.each([
  '',
  '1',
  '3.1',
  '0.40',
  '1.40',
  '01.2',
  '1.02',
  '1.2.',
  '.1.2',
  '1..2',
  '1.2.03',
  '1.2.-3',
  '1.2.x',
  ' 1.2',
  '1.2\n',
])('refuses to write %j', (dotted) => {
  expect(() => encode(objectIdentifier, dotted)).toThrow(TypeError);
});
