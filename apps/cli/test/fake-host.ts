import type { Host } from '../src/host.ts';

export interface FakeHost extends Host {
  /** What was printed, and what was said, line by line. */
  readonly printed: string[];
  readonly said: string[];
}

export function fakeHost({ env = {}, input = '' }: { env?: Host['env']; input?: string } = {}): FakeHost {
  const printed: string[] = [];
  const said: string[] = [];
  return {
    env,
    printed,
    said,
    print: (text) => printed.push(text),
    say: (text) => said.push(text),
    readInput: async () => new TextEncoder().encode(input),
  };
}
