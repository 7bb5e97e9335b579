import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Does a long work in slices, so that nobody else waits for long: SQLite works in this very thread, and one transaction
 * keeps out all others. How much goes into a slice follows from how long the ones before it took.
 *
 * @param work one slice of at most so many; gives where to go on, and undefined when it was the last
 */
export async function inSlices<Key>(
  first: Key,
  work: (key: Key, size: number) => Promise<{ readonly next: Key } | undefined>,
): Promise<void> {
  let key = first;
  let size = FIRST_SIZE;
  for (;;) {
    const began = performance.now();
    const done = await work(key, size);
    if (done === undefined) return;
    key = done.next;
    const took = Math.max(performance.now() - began, 0.1);
    size = Math.round(Math.min(Math.max((size * WANTED_MS) / took, SMALLEST), size * 2, LARGEST));
    await nextTurn();
  }
}

const WANTED_MS = 25;
const FIRST_SIZE = 100;
const SMALLEST = 50;
const LARGEST = 1000;
