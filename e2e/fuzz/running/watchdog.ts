import { Worker } from 'node:worker_threads';

import type { Input } from './target.ts';

/** Sees from a thread of its own whether an input is never done with: the thread that hangs cannot say so itself. */
export interface Watchdog {
  watch(target: string, input: Input): void;
  /** Nothing is under way. */
  rest(): void;
  stop(): Promise<void>;
}

/** After `seconds` without an end the input is written into `folder`, and the whole process ended. */
export function startWatchdog(folder: string, seconds: number): Watchdog {
  const shared = new SharedArrayBuffer(HEADER_OCTETS + MAX_OCTETS);
  const header = new Int32Array(shared, 0, 3);
  const content = new Uint8Array(shared, HEADER_OCTETS);
  const worker = new Worker(new URL('watchdog-thread.ts', import.meta.url), {
    workerData: { shared, folder, seconds },
    // What the process was started with may be for its own sources alone.
    execArgv: [],
  });
  worker.unref();
  const encoder = new TextEncoder();
  return {
    watch: (target, { seed, repair, bytes }) => {
      const facts = encoder.encode(`${target}\n${seed}\n${repair}\n`);
      const kept = bytes.subarray(0, MAX_OCTETS - facts.length);
      content.set(facts);
      content.set(kept, facts.length);
      Atomics.store(header, 1, facts.length);
      Atomics.store(header, 2, kept.length);
      Atomics.add(header, 0, 1);
    },
    rest: () => Atomics.store(header, 1, 0),
    stop: async () => void (await worker.terminate()),
  };
}

/** How many inputs there were, the octets of their facts, and their own. */
const HEADER_OCTETS = 16;
const MAX_OCTETS = 2 ** 21;
