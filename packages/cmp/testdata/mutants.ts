/** Numbers from 0 to below 1 that are the same on every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The octets with one to three changes of the kinds that break a reader of TLVs: tags, lengths, parts moved or lost. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let mutant = bytes;
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
    const change = changes[Math.floor(random() * changes.length)];
    if (change !== undefined && mutant.length > 0) mutant = change(mutant, random);
  }
  return mutant;
}

type Change = (bytes: Uint8Array, random: () => number) => Uint8Array;

const changes: readonly Change[] = [
  function flipBit(bytes, random) {
    const at = below(bytes.length, random);
    return withOctet(bytes, at, (bytes[at] ?? 0) ^ (1 << below(8, random)));
  },
  function setOctet(bytes, random) {
    return withOctet(bytes, below(bytes.length, random), below(256, random));
  },
  function setTellingOctet(bytes, random) {
    const telling = [0x00, 0x01, 0x02, 0x03, 0x05, 0x1f, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xff];
    return withOctet(bytes, below(bytes.length, random), telling[below(telling.length, random)] ?? 0);
  },
  function countUpOrDown(bytes, random) {
    const at = below(bytes.length, random);
    return withOctet(bytes, at, (bytes[at] ?? 0) + (random() < 0.5 ? 1 : -1));
  },
  function remove(bytes, random) {
    const at = below(bytes.length, random);
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + below(8, random)));
  },
  function insert(bytes, random) {
    const at = below(bytes.length, random);
    return joined(bytes.subarray(0, at), Uint8Array.of(below(256, random)), bytes.subarray(at));
  },
  function repeat(bytes, random) {
    const at = below(bytes.length, random);
    const end = Math.min(bytes.length, at + 1 + below(32, random));
    return joined(bytes.subarray(0, end), bytes.subarray(at));
  },
  function truncate(bytes, random) {
    return bytes.slice(0, below(bytes.length, random));
  },
  function copyOver(bytes, random) {
    const mutant = bytes.slice();
    const from = below(bytes.length, random);
    mutant.copyWithin(below(bytes.length, random), from, from + 1 + below(32, random));
    return mutant;
  },
];

function withOctet(bytes: Uint8Array, at: number, octet: number): Uint8Array {
  const mutant = bytes.slice();
  mutant[at] = octet;
  return mutant;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function below(limit: number, random: () => number): number {
  return Math.floor(random() * limit);
}
