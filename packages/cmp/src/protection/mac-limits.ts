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
