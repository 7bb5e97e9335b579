import { createHash, hash as hashAtOnce } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { HASH_OCTETS, type HashName } from '../index.ts';
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
  let value = digest(hash, data);
  for (let done = 1; done < iterations;) {
    for (const pause = Math.min(done + iterationsAtOnce, iterations); done < pause; done++) value = digest(hash, value);
    if (done < iterations) await setImmediate();
  }
  return toPlain(value);
}

function digest(hash: HashName, data: Uint8Array): Buffer<ArrayBuffer> {
  // The SHAKEs have no length of their own.
  if (hash === 'shake128' || hash === 'shake256') {
    return createHash(hash, { outputLength: HASH_OCTETS[hash] }).update(data).digest();
  }
  return hashAtOnce(hash, data, 'buffer');
}

const iterationsAtOnce = 5000;
