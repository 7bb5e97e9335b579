import type { Overview } from '@crypto-cmp/api';
import { type Kysely, type RawBuilder, sql } from 'kysely';

import { toInstant } from '../instant.ts';
import { allOf } from '../storage/conditions.ts';
import type { Database } from '../storage/database.ts';
import { doesNeedYou } from '../trustpoints/trustpoint-state.ts';

/**
 * The certificates that expire in the next thirteen weeks, counted by week; days are of UTC.
 *
 * Most of them are valid, and need no look at each: a day is a range of the index on the expiry. Only what is due or
 * needs a person is told apart.
 */
export async function readExpiry(database: Kysely<Database>, now: number): Promise<Overview['expiry']> {
  const start = Math.floor(now / DAY) * DAY;
  const perDay = await countByDay(database, start, now);
  const weeks = Array.from({ length: WEEKS }, (_, index) => ({
    startsOn: dateOf(start + index * 7 * DAY),
    needsYou: 0,
    renewalDue: 0,
    later: perDay.slice(index * 7, index * 7 + 7).reduce((sum, count) => sum + count, 0),
  }));
  for (const { day, group, count } of await countDue(database, start, now)) {
    const week = weeks[Math.floor(day / 7)];
    if (week === undefined) continue;
    week[group] += count;
    week.later -= count;
  }
  const most = Math.max(...perDay);
  return {
    weeks,
    busiestDay: most === 0 ? null : { date: dateOf(start + perDay.indexOf(most) * DAY), count: most },
  };
}

/** How many expire on each day from the start. */
async function countByDay(database: Kysely<Database>, start: number, now: number): Promise<number[]> {
  const ofDay = (day: number) =>
    database
      .selectFrom('trustpoints')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where(expiresWithin(Math.max(now, start + day * DAY), start + (day + 1) * DAY))
      .as(`day${day}`);
  const days = Array.from({ length: DAYS }, (_, day) => day);
  const row = await database.selectNoFrom(days.map(ofDay)).executeTakeFirstOrThrow();
  // A sub-select may be null, for all that the types know; a count never is.
  return days.map((day) => row[`day${day}`] ?? 0);
}

interface DueCount {
  readonly day: number;
  readonly group: 'needsYou' | 'renewalDue';
  readonly count: number;
}

async function countDue(database: Kysely<Database>, start: number, now: number): Promise<readonly DueCount[]> {
  const day = sql<number>`floor((${VALID_UNTIL} - ${start}) / ${DAY})`;
  const group = sql<DueCount['group']>`case when ${doesNeedYou(now)} then 'needsYou' else 'renewalDue' end`;
  // The plus keeps the planner on the index of the expiry, which holds all of this.
  const isDue = sql<boolean>`(+${sql.ref('trustpoints.renewFrom')} <= ${now} or ${doesNeedYou(now)})`;
  return await database
    .selectFrom('trustpoints')
    .select((select) => [day.as('day'), group.as('group'), select.fn.countAll<number>().as('count')])
    .where(allOf([expiresWithin(now, start + DAYS * DAY), isDue]))
    .groupBy(['day', 'group'])
    .execute();
}

function expiresWithin(from: number, until: number): RawBuilder<boolean> {
  return sql<boolean>`(${VALID_UNTIL} >= ${from} and ${VALID_UNTIL} < ${until} and ${sql.ref('trustpoints.revokedAt')} is null)`;
}

function dateOf(milliseconds: number): string {
  return toInstant(milliseconds).slice(0, 10);
}

const VALID_UNTIL = sql.ref('trustpoints.validUntil');
const DAY = 86_400_000;
const WEEKS = 13;
const DAYS = WEEKS * 7;
