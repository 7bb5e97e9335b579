import { createHash, hash as hashAtOnce } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { HASH_OCTETS, type HashName } from '../index.ts';
import { iterateSha256 } from './iterate-sha256.ts';
import { toPlain } from './to-plain.ts';

export function digestOnce(hash: HashName, data: Uint8Array): Uint8Array<ArrayBuffer> {
  return toPlain(digest(hash, data));
}

/** Lets other work in now and then: a peer may ask for very many iterations. */
export async function digestRepeatedly(
  hash: HashName,
  data: Uint8Array,
  iterations: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!Number.isSafeInteger(iterations) || iterations < 1) {
    throw new TypeError(`expected at least one iteration, got ${iterations}`);
  }
  let value: Uint8Array<ArrayBuffer> = digest(hash, data);
  for (let left = iterations - 1; left > 0; left -= iterationsAtOnce) {
    value = digestSeveralTimes(hash, value, Math.min(left, iterationsAtOnce));
    if (left > iterationsAtOnce) await setImmediate();
  }
  return toPlain(value);
}

function digestSeveralTimes(
  hash: HashName,
  data: Uint8Array<ArrayBuffer>,
  iterations: number,
): Uint8Array<ArrayBuffer> {
  if (hash === 'sha256') return iterateSha256(data, iterations);
  let value = data;
  for (let done = 0; done < iterations; done++) value = digest(hash, value);
  return value;
}

function digest(hash: HashName, data: Uint8Array): Buffer<ArrayBuffer> {
  // The SHAKEs have no length of their own.
  if (hash === 'shake128' || hash === 'shake256') {
    return createHash(hash, { outputLength: HASH_OCTETS[hash] }).update(data).digest();
  }
  return hashAtOnce(hash, data, 'buffer');
}

const iterationsAtOnce = 5000;
