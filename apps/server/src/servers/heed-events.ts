import type { ServerEvent } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';

export interface HeedEventsDependencies {
  readonly database: Kysely<Database>;
  readonly engine: { wake(): void };
  readonly now: () => number;
  readonly log: { error(details: object, message: string): void };
}

/** What is held up looks again when its server has changed, or its policy: that may name another server now. */
export function heedEvents({ database, engine, now, log }: HeedEventsDependencies): (event: ServerEvent) => void {
  return (event) => {
    if (event.type === 'server-changed') engine.wake();
    if (event.type !== 'policy-changed') return;
    askAnew(database, event.id, now()).then(
      () => engine.wake(),
      (error: unknown) => log.error({ policy: event.id, err: error }, 'what is held up could not be told of the edit'),
    );
  };
}

async function askAnew(database: Kysely<Database>, policyId: string, now: number): Promise<void> {
  await database
    .updateTable('enrollments')
    .set({ nextStepAt: now })
    .where('policyId', '=', policyId)
    .where('finishedAt', 'is', null)
    .where('holdUp', 'is not', null)
    .where('hasPlace', '=', 0)
    .where('transactionState', 'is', null)
    .execute();
}
