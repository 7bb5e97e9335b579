import { setTimeout as sleep } from 'node:timers/promises';

import type { Kysely, Transaction } from 'kysely';

import type { Database } from './database.ts';
import { DatabaseLostError, isClash } from './postgres-error.ts';

export interface TransactOptions {
  /**
   * How long to try again when the database goes away. Only for work that finds out by itself that it was done already:
   * whether a commit whose answer was lost took place, nobody knows.
   */
  readonly patienceMs?: number;
}

/**
 * Does some work in one database transaction, whole or not at all. Where two of them stand in each other's way, PostgreSQL
 * takes one back: that one is done again, so the work must have no other effect than on the database.
 */
export async function transact<Result>(
  database: Kysely<Database>,
  work: (transaction: Transaction<Database>) => Promise<Result>,
  { patienceMs = 0 }: TransactOptions = {},
): Promise<Result> {
  const giveUpAt = performance.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction().execute(work);
    } catch (error) {
      if (isClash(error) && attempt < MOST_ATTEMPTS) await sleep(Math.random() * 20 * attempt);
      else if (error instanceof DatabaseLostError && performance.now() < giveUpAt) await sleep(PAUSE_MS);
      else throw error;
    }
  }
}

const MOST_ATTEMPTS = 10;
const PAUSE_MS = 500;
