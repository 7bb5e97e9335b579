import type { Kysely } from 'kysely';

import { publishEnrollment } from '../enrollments/publish-enrollment.ts';
import { findEnrollment } from '../enrollments/read-enrollment.ts';
import { startEnrollment } from '../enrollments/start-enrollment.ts';
import type { PublishEvent } from '../events/event-hub.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import { type DueRenewal, postponeDue } from './find-due.ts';

export interface StartDependencies {
  readonly database: Kysely<Database>;
  readonly publish: PublishEvent;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: {
    debug(details: object, message: string): void;
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

/** `left`: it stays due, or is under way already. */
export type StartOutcome = 'started' | 'put-off' | 'left';

/**
 * Puts a due renewal into the queue, or off to the next opening of its window. Never throws: one that cannot be started
 * is tried later, and does not keep the others from their turn.
 */
export async function startDue(dependencies: StartDependencies, { id, admittedAt }: DueRenewal): Promise<StartOutcome> {
  const { database, publish, now, log } = dependencies;
  const at = now();
  try {
    if (admittedAt > at) {
      await postponeDue(database, id, admittedAt, at);
      return 'put-off';
    }
    const enrollmentId = await transact(
      database,
      async (transaction) => await startEnrollment(transaction, id, { operation: 'renew' }, 'scheduler', at),
    );
    log.info({ enrollment: enrollmentId, trustpointId: id }, 'a renewal was put into the queue');
    publishEnrollment(publish, await findEnrollment(database, enrollmentId));
    return 'started';
  } catch (error) {
    // An administrator, or another replica, was quicker, or the trustpoint has gone meanwhile.
    if (error instanceof Refusal || (await isRunning(database, id))) return 'left';
    log.error({ trustpointId: id, err: error }, 'a due renewal could not be started');
    return await postponeDue(database, id, at + AFTER_ERROR_MS, at).then(
      () => 'put-off' as const,
      (cause: unknown) => {
        log.error({ trustpointId: id, err: cause }, 'nor could it be put off');
        return 'left' as const;
      },
    );
  }
}

async function isRunning(database: Kysely<Database>, trustpointId: string): Promise<boolean> {
  const running = await database
    .selectFrom('enrollments')
    .select('id')
    .where('trustpointId', '=', trustpointId)
    .where('finishedAt', 'is', null)
    .executeTakeFirst()
    .catch(() => undefined);
  return running !== undefined;
}

const AFTER_ERROR_MS = 3_600_000;
