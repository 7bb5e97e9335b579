import type { NextTry } from '@crypto-cmp/api';

/** What is done at the next step of an enrollment whose message brought no answer. */
export type StoredNextTry = Pick<NextTry, 'action' | 'tries'>;

export function storeNextTry({ action, tries }: StoredNextTry): string {
  return JSON.stringify({ action, tries });
}

export function readNextTry(column: string): StoredNextTry {
  return JSON.parse(column) as StoredNextTry; // only storeNextTry's result is ever stored there
}
