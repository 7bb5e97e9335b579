/** Milliseconds of many equal things. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

export function timesOf(samples: readonly number[]): Times {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
}

export function formatTimes(name: string, { p50, p99, most }: Times, goal: number | undefined): string {
  const verdict = goal === undefined ? '' : p99 <= goal ? 'met' : 'MISSED';
  const number = (value: number) => value.toFixed(1).padStart(7);
  return `  ${name.padEnd(50)} p50 ${number(p50)}   p99 ${number(p99)}   most ${number(most)}   ${verdict}`;
}
