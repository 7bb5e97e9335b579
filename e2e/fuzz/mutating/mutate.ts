import { changeOctets } from './change-octets.ts';
import { changeStructure } from './change-structure.ts';
import type { Random } from './random.ts';
import { parseForest, type TlvNode, writeForest } from './tlv-tree.ts';

/** Octets with their elements, so that those are looked for once. */
export interface Parent {
  readonly bytes: Uint8Array;
  readonly forest: readonly TlvNode[] | undefined;
}

export function toParent(bytes: Uint8Array): Parent {
  return { bytes, forest: parseForest(bytes) };
}

/** Changes to the elements of an input, to its octets, or to both: one mostly, seldom many. */
export function mutate({ bytes, forest }: Parent, random: Random, donor: Parent): Uint8Array {
  if (forest === undefined || random.chance(0.2)) return changeOften(bytes, random);
  let changed = forest;
  for (let left = manyTimes(random); left > 0; left--)
    changed = changeStructure(changed, random, donor.forest ?? forest);
  const written = writeForest(changed);
  return random.chance(0.05) ? changeOften(written, random) : written;
}

function changeOften(bytes: Uint8Array, random: Random): Uint8Array {
  let changed = bytes;
  for (let left = manyTimes(random); left > 0; left--) changed = changeOctets(changed, random);
  return changed;
}

function manyTimes(random: Random): number {
  let times = 1;
  while (times < 8 && random.chance(0.3)) times++;
  return times;
}
