import { fromHex, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { ecdsaSignatureToDer } from './ecdsa-signature.ts';

describe('ecdsaSignatureToDer', () => {
  const cases: Record<string, [p1363: string, der: string]> = {
    'numbers as they are': ['01020304', '3008020201020202 0304'.replace(' ', '')],
    'numbers with the first bit set': ['80010304', '30090203008001 02020304'.replace(' ', '')],
    'numbers with leading zeros': ['00010080', '3007020101 02020080'.replace(' ', '')],
    zeros: ['00000000', '3006020100020100'],
  };
  it.each(Object.entries(cases))('writes %s', (_, [p1363, der]) => {
    expect(toHex(ecdsaSignatureToDer(fromHex(p1363)))).toBe(der);
  });

  it.each(['', '01', '010203'])('refuses the odd signature %j', (p1363) => {
    expect(() => ecdsaSignatureToDer(fromHex(p1363))).toThrow(TypeError);
  });
});
