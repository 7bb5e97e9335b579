import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { formatIpAddress, parseIpAddress } from './ip-address.ts';

describe('parseIpAddress', () => {
  const accepted: Record<string, string> = {
    '192.0.2.10': 'c000020a',
    '0.0.0.0': '00000000',
    '255.255.255.255': 'ffffffff',
    '::': '00000000000000000000000000000000',
    '::1': '00000000000000000000000000000001',
    '1::': '00010000000000000000000000000000',
    '2001:db8::1': '20010db8000000000000000000000001',
    '2001:DB8:0:0:0:0:0:1': '20010db8000000000000000000000001',
    '1:2:3:4:5:6:7:8': '00010002000300040005000600070008',
    '1:2:3:4:5:6:7::': '00010002000300040005000600070000',
    '::2:3:4:5:6:7:8': '00000002000300040005000600070008',
    '::ffff:192.0.2.1': '00000000000000000000ffffc0000201',
    '1:2:3:4:5:6:192.0.2.1': '000100020003000400050006c0000201',
  };
  it.each(Object.entries(accepted))('reads %s', (text, octets) => {
    expect(toHex(parseIpAddress(text))).toBe(octets);
  });

  const words = (text: string) => text.split(' ');
  const refused = [
    '',
    ' ',
    '192.0.2.1 ',
    ...words('ap-7 192.0.2 192.0.2.1.1 192.0.2.256 192.0.2.01 192.0.2.-1 1.2.3.4/8 ٣.0.0.1 ::ffff:192.0.2.01'),
    ...words(': ::: 1::2::3 1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 1:2:3:4:5:6:7:8:: ::1:2:3:4:5:6:7:8 12345:: g::'),
    ...words('fe80::1%eth0 ::1/128 [::1] 192.0.2.1:: ::192.0.2.1:1 1:2:3:4:5:6:7:192.0.2.1'),
    ...words(':1:2:3:4:5:6:7 1:2:3:4:5:6:7:'),
  ];
  it.each(refused)('refuses %j', (text) => {
    expect(() => parseIpAddress(text)).toThrow(expect.objectContaining({ code: 'malformed-ip-address' }));
  });

  it('accepts what Node accepts, zones apart', () => {
    const text = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: fc.constantFrom(...words('0 1 2 3 4 5 6 7 8 9 a b c f : .')), maxLength: 20 }),
      fc.array(fc.constantFrom('', '0', '1', 'ff', '1.2.3.4'), { maxLength: 10 }).map((groups) => groups.join(':')),
    );
    fc.assert(
      fc.property(text, (input) => {
        let accepts = true;
        try {
          parseIpAddress(input);
        } catch {
          accepts = false;
        }
        expect(accepts).toBe(isIPv4(input) || isIPv6(input));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('formatIpAddress', () => {
  const cases: Record<string, string> = {
    '192.0.2.10': '192.0.2.10',
    '0:0:0:0:0:0:0:0': '::',
    '2001:0DB8:0:0:1:0:0:1': '2001:db8::1:0:0:1',
    '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1',
    '1:0:0:2:0:0:0:3': '1:0:0:2::3',
    '0:0:1:0:0:0:0:0': '0:0:1::',
    '::ffff:c000:0201': '::ffff:192.0.2.1',
  };
  it.each(Object.entries(cases))('writes %s as %s (RFC 5952)', (text, expected) => {
    expect(formatIpAddress(parseIpAddress(text))).toBe(expected);
  });

  it('shows octets that are no address', () => {
    expect(formatIpAddress(Uint8Array.of(1, 2, 3))).toBe('#010203');
  });

  it('is read back as it was written, in the form of the URL standard', () => {
    const octets = fc.oneof(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc
        .array(fc.constantFrom([0, 0], [0, 1], [255, 255]), { minLength: 8, maxLength: 8 })
        .map((groups) => Uint8Array.from(groups.flat())),
    );
    fc.assert(
      fc.property(octets, (address) => {
        const text = formatIpAddress(address);
        expect(parseIpAddress(text)).toEqual(Uint8Array.from(address));
        if (!text.includes('.')) expect(new URL(`http://[${text}]`).hostname).toBe(`[${text}]`);
      }),
      { numRuns: 2000 },
    );
  });
});
