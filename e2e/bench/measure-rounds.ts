import type { Clock } from './clocks.ts';

/** One thing to be measured. */
export interface Subject {
  readonly run: () => unknown;
  /** Runs in a round: enough that a round takes some tens of milliseconds. */
  readonly times: number;
  readonly clock: Clock;
}

/** Milliseconds for one run, one number a round. */
export type Rounds<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/**
 * Measures the subjects in turns, round after round, so that whatever else the machine does in between hits them alike.
 * Some rounds more go before, for the compiler to warm up.
 */
export async function measureRounds<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  rounds: number,
): Promise<Rounds<Name>> {
  // as: the entries are those of the record
  const entries = Object.entries(subjects) as [Name, Subject][];
  const measured = new Map<Name, number[]>(entries.map(([name]) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const [name, subject] of entries) {
      const milliseconds = await measure(subject);
      if (round >= 0) measured.get(name)?.push(milliseconds);
    }
  }
  // as: one entry for each subject
  return Object.fromEntries(measured) as Record<Name, number[]>;
}

async function measure({ run, times, clock }: Subject): Promise<number> {
  const start = clock();
  for (let done = 0; done < times; done++) await run();
  return (clock() - start) / times;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/** The median of the ratios that the rounds gave, each round by itself: a slow moment then slows both sides of it. */
export function medianRatio(above: readonly number[], below: readonly number[]): number {
  return median(above.map((value, round) => value / (below[round] ?? Number.NaN)));
}

const WARM_UP_ROUNDS = 3;
