import { describe, expect, it } from 'vitest';

import { name } from '../testing/test-transaction.ts';
import { matchRdns, turnAround } from './name-order.ts';

describe('matchRdns', () => {
  it.each([
    ['CN=ap-7,O=Example,C=SE', 'C=SE,O=Example,CN=ap-7'],
    ['CN=ap-7,O=Example,C=SE', 'O=example,CN=AP-7,C=SE'],
    ['OU=a,OU=b,CN=x', 'OU=b,CN=x,OU=a'],
  ])('finds %s in %s', (left, right) => expect(matchRdns(name(left), name(right))).toBe(true));

  it.each([
    ['CN=ap-7,O=Example', 'CN=ap-7'],
    ['CN=ap-7', 'CN=ap-7,O=Example'],
    ['OU=a,OU=a,CN=x', 'OU=a,OU=b,CN=x'],
    ['CN=ap-7,O=Example', 'CN=Example,O=ap-7'],
    ['CN=ap-7+O=Example', 'CN=ap-7,O=Example'],
  ])('does not take %s for %s', (left, right) => expect(matchRdns(name(left), name(right))).toBe(false));

  it('takes what is no name for no name, not even for itself', () => {
    const broken = Uint8Array.of(0x30, 0x03, 0x31, 0x05, 0x00);
    expect(matchRdns(broken, broken)).toBe(false);
    expect(turnAround(broken)).toBeUndefined();
  });
});
