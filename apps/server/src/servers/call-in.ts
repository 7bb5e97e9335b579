import type { HoldUpReason } from '@crypto-cmp/api';
import type { ExpressionBuilder, Transaction } from 'kysely';

import type { Database } from '../storage/database.ts';
import { circuitState } from './circuit-state.ts';
import { isProbing } from './is-probing.ts';
import type { ServerGate } from './lock-gate.ts';
import type { GateRules } from './server-limits.ts';
import { nextStartAt, startsLeft, takeStarts } from './starts-bucket.ts';

/** What became of those who wait for a server. */
export interface CallIn {
  /** Ids of the enrollments that have got a place, and are due now. */
  readonly called: readonly string[];
  /** Whether anybody waits on. */
  readonly isWaitedFor: boolean;
  readonly gate: ServerGate;
}

/**
 * Gives the free places of a CA server to the enrollments that wait for it: to those that an administrator started first,
 * then by age. The one that asks is among them. Call it with the gate locked.
 *
 * What is taken is counted from the enrollments themselves: a place ends with the enrollment, and no crash can leak one.
 */
export async function callIn(
  database: Transaction<Database>,
  locked: ServerGate,
  rules: GateRules,
  now: number,
  asker?: string,
): Promise<CallIn> {
  const running = await countPlaces(database, locked.server);
  let room = Math.min(rules.concurrency - running, startsLeft(locked.startsFullAt, rules.startsPerMinute, now));
  const called: string[] = [];
  const call = async (by: Starter, most: number): Promise<void> => {
    if (most <= 0) return;
    const ids = await givePlaces(database, { server: locked.server, asker, by, most, now });
    called.push(...ids);
    room -= ids.length;
  };

  await call('administrator', room);
  const circuit = circuitState(locked, now);
  const isProbed = circuit === 'half-open' && (await isProbing(database, locked));
  const beforeSchedule = called.length;
  if (circuit === 'closed') await call('scheduler', room);
  else if (circuit === 'half-open' && !isProbed) await call('scheduler', Math.min(1, room));

  const probeId = circuit === 'half-open' ? (called[beforeSchedule] ?? locked.probeId) : locked.probeId;
  const startsFullAt =
    called.length === 0
      ? locked.startsFullAt
      : takeStarts(locked.startsFullAt, rules.startsPerMinute, now, called.length);
  const gate = { ...locked, startsFullAt, probeId };

  const limit: HoldUpReason = running + called.length >= rules.concurrency ? 'server-busy' : 'server-rate';
  const waiting = await countWaiting(database, { server: locked.server, asker, now });
  if (waiting.administrator > 0)
    await holdUp(database, { server: gate.server, asker, now, by: 'administrator' }, limit);
  if (waiting.scheduler > 0) {
    const who = { server: gate.server, asker, now, by: 'scheduler' as const };
    if (circuit === 'closed') await holdUp(database, who, limit);
    else await holdUpForCircuit(database, who, circuit === 'open' ? gate.openUntil : null, rules);
  }

  const isWaitedFor = waiting.administrator > 0 || waiting.scheduler > 0;
  const times = [
    ...(circuit === 'open' && gate.openUntil !== null ? [gate.openUntil] : []),
    ...(limit === 'server-rate' && (waiting.administrator > 0 || (waiting.scheduler > 0 && circuit === 'closed'))
      ? [nextStartAt(startsFullAt, rules.startsPerMinute, now)]
      : []),
    // Whoever frees a place looks as well. This is for a process that died between.
    ...(isWaitedFor ? [now + SAFETY_LOOK_MS] : []),
  ];
  const callAt = times.length === 0 ? null : Math.min(...times);
  await database
    .updateTable('serverGates')
    .set({ startsFullAt, probeId, callAt })
    .where('server', '=', gate.server)
    .execute();
  return { called, isWaitedFor, gate: { ...gate, callAt } };
}

type Starter = 'administrator' | 'scheduler';
type Waiters = {
  readonly server: string;
  readonly asker: string | undefined;
  readonly by?: Starter;
  readonly now: number;
};

/** Those without a place that are held up, or ask right now; also while somebody has them in hand, to look again. */
function waitersOf({ server, asker, by }: Waiters) {
  return (where: ExpressionBuilder<Database, 'enrollments'>) =>
    where.and([
      where('serverKey', '=', server),
      where('finishedAt', 'is', null),
      where('hasPlace', '=', 0),
      where('cancelRequestedAt', 'is', null),
      where.or([where('holdUp', 'is not', null), ...(asker === undefined ? [] : [where('id', '=', asker)])]),
      ...(by === undefined ? [] : [where('startedBy', by === 'scheduler' ? '<>' : '=', 'administrator')]),
    ]);
}

async function countPlaces(database: Transaction<Database>, server: string): Promise<number> {
  const { count } = await database
    .selectFrom('enrollments')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('serverKey', '=', server)
    .where('hasPlace', '=', 1)
    .where('finishedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function countWaiting(database: Transaction<Database>, waiters: Waiters): Promise<Record<Starter, number>> {
  const rows = await database
    .selectFrom('enrollments')
    .select((select) => ['startedBy', select.fn.countAll<number | string>().as('count')])
    .where(waitersOf(waiters))
    .groupBy('startedBy')
    .execute();
  const counts = { administrator: 0, scheduler: 0 };
  for (const { startedBy, count } of rows) {
    counts[startedBy === 'administrator' ? 'administrator' : 'scheduler'] += Number(count);
  }
  return counts;
}

async function givePlaces(
  database: Transaction<Database>,
  waiters: Waiters & { readonly most: number },
): Promise<string[]> {
  const rows = await database
    .selectFrom('enrollments')
    .select('id')
    .where(waitersOf(waiters))
    .orderBy('createdAt')
    .orderBy('id')
    .limit(waiters.most)
    .execute();
  if (rows.length === 0) return [];
  const given = await database
    .updateTable('enrollments')
    .set({ hasPlace: 1, holdUp: null, holdUpUntil: null, nextStepAt: waiters.now })
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    // Somebody may have taken it in hand since it was read.
    .where(waitersOf(waiters))
    .returning('id')
    .execute();
  return given.map(({ id }) => id);
}

/** Held up by a limit: it waits as long as it takes. One whose transaction has begun has its total time all the same. */
async function holdUp(database: Transaction<Database>, waiters: Waiters, reason: HoldUpReason): Promise<void> {
  const isNews = (where: ExpressionBuilder<Database, 'enrollments'>) =>
    where.or([
      where('holdUp', 'is', null),
      where('holdUp', '=', 'server-circuit-open'),
      // One that was told to ask again has its time to be set.
      ...(waiters.asker === undefined ? [] : [where('id', '=', waiters.asker)]),
    ]);
  const values = { holdUp: reason, holdUpUntil: null };
  await database
    .updateTable('enrollments')
    .set({ ...values, nextStepAt: null })
    .where(waitersOf(waiters))
    .where(isNews)
    .where('transactionState', 'is', null)
    .execute();
  await database
    .updateTable('enrollments')
    .set((set) => ({ ...values, nextStepAt: set.ref('deadlineAt') }))
    .where(waitersOf(waiters))
    .where(isNews)
    .where('transactionState', 'is not', null)
    .execute();
}

/** Held up by a server that does not answer: within the total time, which begins now where it has not begun. */
async function holdUpForCircuit(
  database: Transaction<Database>,
  waiters: Waiters,
  holdUpUntil: number | null,
  { longestHoldUpSeconds }: GateRules,
): Promise<void> {
  const reason: HoldUpReason = 'server-circuit-open';
  const deadlineAt = waiters.now + longestHoldUpSeconds * 1000;
  await database
    .updateTable('enrollments')
    .set({ deadlineAt })
    .where(waitersOf(waiters))
    .where((where) => where.or([where('holdUp', 'is', null), where('holdUp', '<>', reason)]))
    .where('transactionState', 'is', null)
    .execute();
  await database
    .updateTable('enrollments')
    .set((set) => ({ holdUp: reason, holdUpUntil, nextStepAt: set.ref('deadlineAt') }))
    .where(waitersOf(waiters))
    .where((where) =>
      where.or([
        where('holdUp', 'is', null),
        where('holdUp', '<>', reason),
        ...(holdUpUntil === null
          ? [where('holdUpUntil', 'is not', null)]
          : [where('holdUpUntil', 'is', null), where('holdUpUntil', '<>', holdUpUntil)]),
        ...(waiters.asker === undefined ? [] : [where('id', '=', waiters.asker)]),
      ]),
    )
    .execute();
}

const SAFETY_LOOK_MS = 30_000;
