import type { Random } from './random.ts';
import { join } from './tlv-tree.ts';

/** One change that knows nothing of what the octets mean. */
export function changeOctets(bytes: Uint8Array, random: Random): Uint8Array {
  return random.pick(CHANGES)(bytes, random);
}

type Change = (bytes: Uint8Array, random: Random) => Uint8Array;

const CHANGES: readonly Change[] = [
  function flipBit(bytes, random) {
    return withOctet(bytes, random.below(bytes.length), (octet) => octet ^ (1 << random.below(8)));
  },
  function setOctet(bytes, random) {
    return withOctet(bytes, random.below(bytes.length), () => random.below(256));
  },
  function setTellingOctet(bytes, random) {
    return withOctet(bytes, random.below(bytes.length), () => random.pick(TELLING));
  },
  function countUpOrDown(bytes, random) {
    return withOctet(bytes, random.below(bytes.length), (octet) => octet + (random.chance(0.5) ? 1 : -1));
  },
  function remove(bytes, random) {
    const at = random.below(bytes.length);
    return join([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(8))]);
  },
  function insert(bytes, random) {
    const at = random.below(bytes.length + 1);
    return join([bytes.subarray(0, at), random.octets(1 + random.below(4)), bytes.subarray(at)]);
  },
  function repeat(bytes, random) {
    const at = random.below(bytes.length);
    return join([bytes.subarray(0, at + 1 + random.below(32)), bytes.subarray(at)]);
  },
  function truncate(bytes, random) {
    return bytes.slice(0, random.below(bytes.length + 1));
  },
  function copyOver(bytes, random) {
    const changed = bytes.slice();
    const from = random.below(bytes.length);
    changed.copyWithin(random.below(bytes.length), from, from + 1 + random.below(32));
    return changed;
  },
  function grow(bytes, random) {
    return join([bytes, random.octets(1 + random.below(random.chance(0.1) ? 3000 : 40))]);
  },
];

function withOctet(bytes: Uint8Array, at: number, change: (octet: number) => number): Uint8Array {
  const changed = bytes.slice();
  changed[at] = change(changed[at] ?? 0);
  return changed;
}

/** Tags, lengths and the ends of ranges. */
const TELLING = [
  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x1f, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xff,
] as const;
