import { describe, expect, it } from 'vitest';

import { macOf } from './mac-algorithm.ts';
import { DEFAULT_MAC_LIMITS, findMacLimitProblem } from './mac-limits.ts';

const { minIterations, maxIterations, minSaltLength, maxSaltLength } = DEFAULT_MAC_LIMITS;
const scheme = { salt: new Uint8Array(16), iterations: 500, hash: 'sha256', mac: macOf('sha256') } as const;

describe('findMacLimitProblem', () => {
  it.each([
    ['the fewest iterations', { iterations: minIterations }],
    ['the most iterations', { iterations: maxIterations }],
    ['the shortest salt', { salt: new Uint8Array(minSaltLength) }],
    ['the longest salt', { salt: new Uint8Array(maxSaltLength) }],
  ])('finds none with %s', (_, change) => {
    expect(
      findMacLimitProblem({ algorithm: 'passwordBasedMac', ...scheme, ...change }, DEFAULT_MAC_LIMITS),
    ).toBeUndefined();
  });

  it.each([
    ['too few iterations', { iterations: minIterations - 1 }],
    ['too many iterations', { iterations: maxIterations + 1 }],
    ['a negative number of iterations', { iterations: -1 }],
    ['a salt that is too short', { salt: new Uint8Array(minSaltLength - 1) }],
    ['a salt that is too long', { salt: new Uint8Array(maxSaltLength + 1) }],
  ])('finds one with %s', (_, change) => {
    expect(findMacLimitProblem({ algorithm: 'passwordBasedMac', ...scheme, ...change }, DEFAULT_MAC_LIMITS)).toBeTypeOf(
      'string',
    );
  });

  it.each([15, 65])('finds one with a PBMAC1 key of %i octets', (keyLength) => {
    expect(findMacLimitProblem({ algorithm: 'pbmac1', ...scheme, keyLength }, DEFAULT_MAC_LIMITS)).toBeTypeOf('string');
  });
});
