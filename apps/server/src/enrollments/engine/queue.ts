import type { Kysely, Selectable } from 'kysely';

import type { Database, EnrollmentTable } from '../../storage/database.ts';

/** An enrollment's row as it is read. */
export type EnrollmentRow = Selectable<EnrollmentTable>;

/** Columns of an enrollment that are about to be written. */
export type EnrollmentChanges = Partial<EnrollmentRow>;

/** Who works a row now. A worker whose lease was taken over writes nothing any more. */
export interface Lease {
  readonly owner: string;
  readonly seconds: number;
}

/**
 * Takes the row that is due longest, unless somebody else holds it. Undefined when nothing is due.
 *
 * A lease is a promise with an end: a worker that dies keeps its row only until the lease expires.
 */
export async function leaseNext(
  database: Kysely<Database>,
  lease: Lease,
  now: number,
): Promise<EnrollmentRow | undefined> {
  return await database
    .updateTable('enrollments')
    .set({ leaseOwner: lease.owner, leaseExpiresAt: now + lease.seconds * 1000 })
    .where('id', '=', (query) =>
      query
        .selectFrom('enrollments')
        .select('id')
        .where('finishedAt', 'is', null)
        .where('nextStepAt', '<=', now)
        .where((where) => where.or([where('leaseExpiresAt', 'is', null), where('leaseExpiresAt', '<=', now)]))
        .orderBy('nextStepAt')
        .orderBy('id')
        .limit(1),
    )
    .returningAll()
    .executeTakeFirst();
}

/** When the next row is due; undefined when none is running. */
export async function nextDueAt(database: Kysely<Database>): Promise<number | undefined> {
  const row = await database
    .selectFrom('enrollments')
    .select((select) => select.fn.min(select.fn.coalesce('leaseExpiresAt', 'nextStepAt')).as('at'))
    .where('finishedAt', 'is', null)
    .executeTakeFirst();
  return row?.at ?? undefined;
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
