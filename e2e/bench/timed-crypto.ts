import { wallClock } from './clocks.ts';
import type { Watch } from './watch-crypto.ts';

/** Adds up the time of cryptographic operations. */
export interface Stopwatch {
  readonly watch: Watch;
  /** Milliseconds so far. */
  readonly total: () => number;
}

export function createStopwatch(): Stopwatch {
  let total = 0;
  return {
    total: () => total,
    watch: async (_, run) => {
      const start = wallClock();
      const result = await run();
      total += wallClock() - start;
      return result;
    },
  };
}
