import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

/** What of the code under test was run, block by block: V8 counts it. */
export interface BlockCoverage {
  /** Where code was run since the last call that had never been run before. */
  takeFresh(): Promise<Places>;
  /** Whether any of these places was run since the last call. */
  takeAny(places: Places): Promise<boolean>;
  stop(): void;
}

/** By script, a mark at each character of its source. */
export type Places = ReadonlyMap<string, Uint8Array>;

/** Costs a few milliseconds of each call, and slows down what is counted. */
export async function startBlockCoverage(scripts = /\/packages\/(?:der|x509|cmp)\/src\//): Promise<BlockCoverage> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const take = async (): Promise<Places> => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return new Map(
      result.filter(({ url }) => scripts.test(url)).map(({ url, functions }) => [url, marksOf(functions)]),
    );
  };
  const known = new Map<string, Uint8Array>();
  return {
    takeFresh: async () => {
      const fresh = new Map<string, Uint8Array>();
      for (const [url, marks] of await take()) {
        const before = known.get(url) ?? new Uint8Array(marks.length);
        const unseen = marks.map((mark, at) => mark & ~(before[at] ?? 0));
        if (unseen.includes(1)) fresh.set(url, unseen);
        known.set(
          url,
          marks.map((mark, at) => mark | (before[at] ?? 0)),
        );
      }
      return fresh;
    },
    takeAny: async (places) => {
      const taken = await take();
      return [...places].some(([url, marks]) => {
        const run = taken.get(url);
        return marks.some((mark, at) => mark === 1 && run?.[at] === 1);
      });
    },
    stop: () => session.disconnect(),
  };
}

/** Ranges come from the outside in; an inner one counts for itself. */
function marksOf(functions: readonly Profiler.FunctionCoverage[]): Uint8Array {
  const ranges = functions.flatMap((one) => one.ranges);
  const marks = new Uint8Array(Math.max(0, ...ranges.map(({ endOffset }) => endOffset)));
  for (const { startOffset, endOffset, count } of ranges) marks.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return marks;
}
