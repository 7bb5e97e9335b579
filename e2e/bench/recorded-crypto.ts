import type { CryptoName, Watch } from './watch-crypto.ts';

/** One cryptographic operation, with the very input it had. */
export interface CryptoCall {
  readonly name: CryptoName;
  readonly again: () => Promise<unknown>;
}

/** Notes what was done, so that it can be done again with nothing around it. */
export function recordCalls(calls: CryptoCall[]): Watch {
  return (name, run) => {
    calls.push({ name, again: run });
    return run();
  };
}

export async function doAgain(calls: readonly CryptoCall[]): Promise<void> {
  for (const { again } of calls) await again();
}

/** `2 iteratedDigest, 4 hmac, 1 generateKeyPair`. */
export function describeCalls(calls: readonly CryptoCall[]): string {
  const counts = new Map<string, number>();
  for (const { name } of calls) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}
