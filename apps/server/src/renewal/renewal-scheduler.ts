import type { Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';
import { countActive, findDue } from './find-due.ts';
import { repairClock, TOLERANCE_MS } from './repair-clock.ts';
import { startDue, type StartDependencies, type StartOutcome } from './start-due.ts';

/** Starts the renewals that are due, for as long as the process runs. */
export interface RenewalScheduler {
  start(): void;
  /** Looks once; gives the number of renewals it has put into the queue. */
  look(): Promise<number>;
  /** When it looked last, in milliseconds since 1970; undefined when it never did. */
  lookedAt(): number | undefined;
  stop(): Promise<void>;
}

export interface SchedulerDependencies extends StartDependencies {
  readonly database: Kysely<Database>;
  /** Something is in the queue. */
  readonly wake: () => void;
  /** Whether this process is the one that looks, of several over one database. */
  readonly isLeader: () => boolean;
}

/**
 * Looks every minute for certificates whose renewal is due, by an index, so that a look costs what is due and not what
 * there is. What it finds goes into the queue of enrollments, the most urgent first, and only so many at a time: after a
 * long downtime everything may be due at once. What waits for its CA takes nobody's place.
 */
export function createRenewalScheduler(dependencies: SchedulerDependencies): RenewalScheduler {
  const { database, now, wake, isLeader, log } = dependencies;
  let isStopped = true;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<unknown> = Promise.resolve();
  /** As of the last look; before the first one nobody knows what the clock did. */
  let seenAt = Infinity;
  let lookedAt: number | undefined;

  async function look(): Promise<number> {
    await noticeClock();
    const room = MOST_ACTIVE - (await countActive(database, now()));
    let started = 0;
    while (started < room) {
      const outcomes: StartOutcome[] = [];
      for (const due of await findDue(database, now(), room - started)) {
        outcomes.push(await startDue(dependencies, due));
      }
      started += outcomes.filter((outcome) => outcome === 'started').length;
      // What was put off is not due any more, and makes room for what stands behind it.
      if (!outcomes.includes('put-off')) break;
    }
    if (started > 0) wake();
    lookedAt = now();
    log.debug({ started, room }, 'the scheduler has looked for due renewals');
    return started;
  }

  async function noticeClock(): Promise<void> {
    const at = now();
    const wentBack = at < seenAt - TOLERANCE_MS;
    seenAt = at;
    if (!wentBack) return;
    const count = await repairClock(database, at);
    if (count > 0) log.warn({ renewals: count }, 'the clock went back, and what it had planned is planned anew');
  }

  function lookAgain(delayMs: number): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      if (!isLeader()) return lookAgain(STANDBY_MS);
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
    lookedAt: () => lookedAt,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

const INTERVAL_MS = 60_000;
/** How soon a replica notices that it is its turn. */
const STANDBY_MS = 1000;
/** There may be more than there was room for. */
const WHILE_BUSY_MS = 1000;
/** Enrollments that are being worked, or are ready to be, by whomever they were started. */
const MOST_ACTIVE = 64;
