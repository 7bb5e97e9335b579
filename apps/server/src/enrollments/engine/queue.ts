import { type Kysely, type Selectable, sql } from 'kysely';

import type { Database, EnrollmentTable } from '../../storage/database.ts';
import { isShared, leaseClock, leaseEnd } from './lease.ts';
import type { Worker } from './worker.ts';

/** An enrollment's row as it is read. */
export type EnrollmentRow = Selectable<EnrollmentTable>;

/** Columns of an enrollment that are about to be written. */
export type EnrollmentChanges = Partial<EnrollmentRow>;

/** Who works the queue. A worker whose lease was taken over writes nothing any more. */
export type LeaseHolder = Pick<Worker, 'database' | 'limits' | 'now' | 'owner'>;

/**
 * Takes the row that is due longest, unless somebody else holds it. Undefined when nothing is due.
 *
 * A lease is a promise with an end: a worker that dies keeps its row only until the lease expires. The time during which
 * nobody could work a row is not the row's: it gets its total time again. A row at which the process has died very often
 * may be what kills it: it does not get more time, and so it ends.
 */
export async function leaseNext(worker: LeaseHolder): Promise<EnrollmentRow | undefined> {
  const { database, limits, owner } = worker;
  const now = worker.now();
  const isLate = sql<boolean>`((lease_owner is not null or next_step_at < ${now - LATE_MS}) and resumes < ${MOST_RESUMES})`;
  const deadlineAt = now + limits.totalTimeoutSeconds * 1000;
  return await database
    .updateTable('enrollments')
    .set((set) => ({
      leaseOwner: owner,
      leaseExpiresAt: leaseEnd(worker),
      resumes: sql<number>`resumes + case when lease_owner is null then 0 else 1 end`,
      deadlineAt: sql<number>`case when ${isLate} and ${set.ref('deadlineAt')} < ${deadlineAt} then ${deadlineAt} else ${set.ref('deadlineAt')} end`,
    }))
    .where('id', '=', (query) =>
      query
        .selectFrom('enrollments')
        .select('id')
        .where('finishedAt', 'is', null)
        .where('nextStepAt', '<=', now)
        .where((where) =>
          where.or([where('leaseExpiresAt', 'is', null), where('leaseExpiresAt', '<=', leaseClock(worker))]),
        )
        .orderBy('nextStepAt')
        .orderBy('id')
        .limit(1)
        // Whoever else is taking one up takes the next.
        .$if(isShared(worker), (rows) => rows.forUpdate().skipLocked()),
    )
    .returningAll()
    .executeTakeFirst();
}

/** In how many milliseconds the next row is due; undefined when none is running. */
export async function nextDueIn(worker: LeaseHolder): Promise<number | undefined> {
  const until = sql<number>`case when lease_expires_at is null then next_step_at - ${worker.now()} else lease_expires_at - ${leaseClock(worker)} end`;
  const row = await worker.database
    .selectFrom('enrollments')
    .select((select) => select.fn.min<number | null>(until).as('dueIn'))
    .where('finishedAt', 'is', null)
    .where('nextStepAt', 'is not', null)
    .executeTakeFirst();
  return row?.dueIn ?? undefined;
}

/** Keeps the rows in work, however long their next step takes. */
export async function renewLeases(worker: LeaseHolder, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await worker.database
    .updateTable('enrollments')
    .set({ leaseExpiresAt: leaseEnd(worker) })
    .where('id', 'in', (query) =>
      query
        .selectFrom('enrollments')
        .select('id')
        .where('id', 'in', ids)
        .where('leaseOwner', '=', worker.owner)
        .where('finishedAt', 'is', null)
        // What is being written now is renewed by that very write.
        .$if(isShared(worker), (rows) => rows.forUpdate().skipLocked()),
    )
    .execute();
}

/** Gives a row back; it is due again at its own time. */
export async function releaseLease(database: Kysely<Database>, id: string, owner: string): Promise<void> {
  await database
    .updateTable('enrollments')
    .set({ leaseOwner: null, leaseExpiresAt: null })
    .where('id', '=', id)
    .where('leaseOwner', '=', owner)
    .execute();
}

/**
 * Ends the leases of processes that are gone. Only for a database that one process has to itself, where every lease
 * found at the start is of a dead one.
 *
 * The time during which nobody could work a row is not the row's: each gets its total time again. A row at which the
 * process has died very often may be what kills it: it does not get more time, and so it ends.
 */
export async function clearLeases(database: Kysely<Database>, now: number, totalTimeoutSeconds: number): Promise<void> {
  const deadlineAt = now + totalTimeoutSeconds * 1000;
  await database
    .updateTable('enrollments')
    .set((set) => ({ leaseOwner: null, leaseExpiresAt: null, resumes: set('resumes', '+', 1) }))
    .where('finishedAt', 'is', null)
    .where('leaseOwner', 'is not', null)
    .execute();
  await database
    .updateTable('enrollments')
    .set({ deadlineAt })
    .where('finishedAt', 'is', null)
    .where('deadlineAt', '<', deadlineAt)
    .where('resumes', '<=', MOST_RESUMES)
    .execute();
}

const MOST_RESUMES = 20;
/** A row that nobody has taken up for so long was left alone, and not just in a queue. */
const LATE_MS = 60_000;
