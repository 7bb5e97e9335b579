import { randomUUID } from 'node:crypto';

import { aboutEnrollment } from './about-enrollment.ts';
import { isShared, RENEW_LEASES_MS } from './lease.ts';
import { clearLeases, type EnrollmentRow, leaseNext, nextDueIn, releaseLease, renewLeases } from './queue.ts';
import { workEnrollment } from './work-enrollment.ts';
import { callDueServers, nextCallAt } from '../../servers/call-due-servers.ts';
import type { Transport } from './send-message.ts';
import type { Worker } from './worker.ts';

/** Works the queue of enrollments for as long as the process runs. */
export interface EnrollmentEngine {
  /** Takes up what an earlier process left, then whatever becomes due. */
  start(): Promise<void>;
  /** Something may have become due. */
  wake(): void;
  /** Breaks off what is on the wire for this enrollment, if anything is. */
  interrupt(enrollmentId: string): void;
  /** Takes no more rows, and returns when the ones in work have come to a stored rest. */
  stop(): Promise<void>;
}

/** Everything of a worker but its name and its connections, which the engine gives. */
export type EngineDependencies = Omit<Worker, 'owner' | 'send'> & {
  /** Connections for one enrollment at a time in work. */
  readonly openTransport: () => Transport;
};

export function createEngine(dependencies: EngineDependencies, concurrency: number = CONCURRENCY): EnrollmentEngine {
  const owner = randomUUID();
  const worker = { ...dependencies, owner };
  const inWork = new Map<string, { readonly done: Promise<void>; readonly abort: AbortController }>();
  let state: 'new' | 'running' | 'stopped' = 'new';
  let timer: NodeJS.Timeout | undefined;
  let renewing: NodeJS.Timeout | undefined;
  let isLooking = false;
  let lookAgain = false;

  function wake(): void {
    if (state !== 'running') return;
    lookAgain = true;
    if (!isLooking) void look();
  }

  async function look(): Promise<void> {
    isLooking = true;
    clearTimeout(timer);
    let delayMs = LONGEST_SLEEP_MS;
    try {
      do {
        lookAgain = false;
        await callDue();
        delayMs = await takeDueRows();
      } while (lookAgain && state === 'running');
    } catch (error) {
      worker.log.error({ err: error }, 'the queue of enrollments could not be read');
      delayMs = AFTER_ERROR_MS;
    } finally {
      isLooking = false;
    }
    if (state === 'running') timer = setTimeout(wake, delayMs);
  }

  /** Lets those in whose servers have room again, or are to be probed. */
  async function callDue(): Promise<void> {
    const changed = await callDueServers(worker.database, worker.rules, worker.now());
    for (const server of changed) worker.publish({ type: 'server-changed', server });
  }

  /** Leases rows until none is due or all hands are full. Returns how long to sleep. */
  async function takeDueRows(): Promise<number> {
    while (state === 'running' && inWork.size < concurrency) {
      const row = await leaseNext(worker);
      if (row === undefined) {
        const callAt = await nextCallAt(worker.database);
        const dueIn = Math.min((await nextDueIn(worker)) ?? Infinity, (callAt ?? Infinity) - worker.now());
        return Math.min(Math.max(dueIn, SHORTEST_SLEEP_MS), LONGEST_SLEEP_MS);
      }
      takeUp(row);
    }
    return LONGEST_SLEEP_MS;
  }

  function takeUp(row: EnrollmentRow): void {
    worker.log.debug({ ...aboutEnrollment(row), resumes: row.resumes }, 'an enrollment is taken up');
    const abort = new AbortController();
    const transport = dependencies.openTransport();
    const done = workEnrollment({ ...worker, send: transport.send }, row, abort.signal)
      .then(async () => await releaseLease(worker.database, row.id, worker.owner))
      .catch((error: unknown) =>
        worker.log.error({ ...aboutEnrollment(row), err: error }, 'a lease was not given back'),
      )
      .finally(() => {
        transport.close();
        inWork.delete(row.id);
        wake();
      });
    inWork.set(row.id, { done, abort });
  }

  function renew(): void {
    renewLeases(worker, [...inWork.keys()]).catch((error: unknown) =>
      worker.log.warn({ err: error }, 'the leases of the enrollments in work could not be renewed'),
    );
  }

  return {
    async start() {
      // The leases found here are of dead processes, unless there are other replicas: then they expire soon, if so.
      if (isShared(worker)) renewing = setInterval(renew, RENEW_LEASES_MS);
      else await clearLeases(worker.database, worker.now(), worker.limits.totalTimeoutSeconds);
      state = 'running';
      wake();
    },
    wake,
    interrupt(enrollmentId) {
      inWork.get(enrollmentId)?.abort.abort();
    },
    async stop() {
      state = 'stopped';
      clearTimeout(timer);
      const patience = setTimeout(() => {
        for (const { abort } of inWork.values()) abort.abort();
      }, STOP_PATIENCE_MS);
      await Promise.all([...inWork.values()].map(({ done }) => done));
      clearTimeout(patience);
      clearInterval(renewing);
    },
  };
}

/**
 * How many enrollments are in work at once: they mostly wait for CAs. Enough that some servers which are slow, each with
 * all of its places, leave hands for the others.
 */
const CONCURRENCY = 64;
/** Looks at least as often, in case a clock was set. */
const LONGEST_SLEEP_MS = 30_000;
const SHORTEST_SLEEP_MS = 5;
const AFTER_ERROR_MS = 1000;
/** A stop lets messages on the wire arrive for this long, then breaks them off: they are sent again at the next start. */
const STOP_PATIENCE_MS = 4000;
