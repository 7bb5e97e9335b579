import type { Kysely } from 'kysely';

import { startEnrollment } from '../enrollments/start-enrollment.ts';
import { publishEnrollment } from '../enrollments/publish-enrollment.ts';
import { findEnrollment } from '../enrollments/read-enrollment.ts';
import type { PublishEvent } from '../events/event-hub.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../storage/database.ts';

/** Starts the renewals that are due, for as long as the process runs. */
export interface RenewalScheduler {
  start(): void;
  /** Looks once; gives the number of renewals it has put into the queue. */
  look(): Promise<number>;
  stop(): Promise<void>;
}

export interface SchedulerDependencies {
  readonly database: Kysely<Database>;
  readonly publish: PublishEvent;
  /** Something is in the queue. */
  readonly wake: () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: { error(details: object, message: string): void };
}

/**
 * Looks every minute for certificates whose renewal is due, by an index, so that a look costs what is due and not what
 * there is. What it finds goes into the queue of enrollments, the most urgent first, and only so many at a time: after a
 * long downtime everything may be due at once.
 */
export function createRenewalScheduler(dependencies: SchedulerDependencies): RenewalScheduler {
  const { database, now, wake, log } = dependencies;
  let isStopped = true;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<unknown> = Promise.resolve();

  async function look(): Promise<number> {
    const room = MOST_RUNNING - (await countRunning(database));
    if (room <= 0) return 0;
    const due = await findDue(database, now(), room);
    let started = 0;
    for (const { id } of due) {
      if (await startRenewal(dependencies, id)) started++;
    }
    if (started > 0) wake();
    return started;
  }

  function lookAgain(delayMs: number): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      looking = look().then(
        (started) => lookAgain(started > 0 ? WHILE_BUSY_MS : INTERVAL_MS),
        (error: unknown) => {
          log.error({ err: error }, 'the due renewals could not be looked up');
          lookAgain(INTERVAL_MS);
        },
      );
    }, delayMs);
  }

  return {
    start() {
      isStopped = false;
      lookAgain(0);
    },
    look,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

async function countRunning(database: Kysely<Database>): Promise<number> {
  const { count } = await database
    .selectFrom('enrollments')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('finishedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function findDue(database: Kysely<Database>, now: number, limit: number): Promise<{ readonly id: string }[]> {
  return await database
    .selectFrom('trustpoints')
    .select('id')
    .where('renewAt', '<=', now)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('enrollments')
            .select('enrollments.id')
            .whereRef('enrollments.trustpointId', '=', 'trustpoints.id')
            .where('enrollments.finishedAt', 'is', null),
        ),
      ),
    )
    .orderBy('validUntil')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** False when an administrator was quicker, or the trustpoint has gone meanwhile. */
async function startRenewal({ database, publish, now }: SchedulerDependencies, id: string): Promise<boolean> {
  try {
    const enrollmentId = await database
      .transaction()
      .execute(
        async (transaction) => await startEnrollment(transaction, id, { operation: 'renew' }, 'scheduler', now()),
      );
    publishEnrollment(publish, await findEnrollment(database, enrollmentId));
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const INTERVAL_MS = 60_000;
/** There may be more than there was room for. */
const WHILE_BUSY_MS = 1000;
/** Enrollments in the queue or in work, by whomever they were started. */
const MOST_RUNNING = 64;
