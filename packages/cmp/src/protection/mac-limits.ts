import type { MacScheme } from './mac-scheme.ts';

/**
 * What a received MAC may demand before anything is computed. A peer that has not proven itself chooses these numbers,
 * so without an upper bound one message can cost minutes of work, and without a lower one its secret can be guessed.
 */
export interface MacLimits {
  readonly minIterations: number;
  readonly maxIterations: number;
  /** In octets. */
  readonly minSaltLength: number;
  /** In octets. */
  readonly maxSaltLength: number;
}

/** RFC 4211, section 4.4, demands at least 100 iterations and recommends a salt of at least 8 octets. */
export const DEFAULT_MAC_LIMITS: MacLimits = {
  minIterations: 100,
  maxIterations: 100_000,
  minSaltLength: 8,
  maxSaltLength: 1024,
};

/** What is wrong with the numbers of a scheme, in words, or undefined. */
export function findMacLimitProblem(scheme: MacScheme, limits: MacLimits): string | undefined {
  const { iterations, salt } = scheme;
  if (iterations < limits.minIterations) return `${iterations} iterations, at least ${limits.minIterations} expected`;
  if (iterations > limits.maxIterations) return `${iterations} iterations, at most ${limits.maxIterations} allowed`;
  if (salt.length < limits.minSaltLength) {
    return `salt of ${salt.length} octets, at least ${limits.minSaltLength} expected`;
  }
  if (salt.length > limits.maxSaltLength) {
    return `salt of ${salt.length} octets, at most ${limits.maxSaltLength} allowed`;
  }
  if (scheme.algorithm === 'pbmac1' && (scheme.keyLength < 16 || scheme.keyLength > 64)) {
    return `key of ${scheme.keyLength} octets, 16 to 64 allowed`;
  }
  return undefined;
}
