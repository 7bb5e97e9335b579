/** Chance that is the same on every run with the same seed. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** True in that share of all calls. */
  chance(share: number): boolean;
  /** @throws TypeError for a list with nothing in it */
  pick<T>(list: readonly T[]): T;
  octets(length: number): Uint8Array;
}

/** Mulberry32. `label` gives each target numbers of its own, so that one can be run without the others. */
export function createRandom(seed: number, label = ''): Random {
  let state = [...label].reduce((mixed, letter) => Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193), seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (share) => next() < share,
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new TypeError('expected something to choose from');
      // as: the index is one of the list's
      return list[below(list.length)] as T;
    },
    octets: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
