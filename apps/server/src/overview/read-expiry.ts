import type { Overview } from '@crypto-cmp/api';
import { type Kysely, sql } from 'kysely';

import { toInstant } from '../instant.ts';
import { anyOf } from '../storage/conditions.ts';
import type { Database } from '../storage/database.ts';

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
  // One sub-select for each day, told as one: written out, the statement would take longer to make than to run.
  const { rows } = await sql<{ day: number; count: number }>`
    with recursive days(day) as (select cast(0 as bigint) union all select day + 1 from days where day < ${sql.lit(DAYS - 1)})
    select day, (
      select count(*) from trustpoints
      where valid_until >= ${sql.lit(start)} + day * ${sql.lit(DAY)}
        and valid_until < ${sql.lit(start)} + (day + 1) * ${sql.lit(DAY)}
        and valid_until >= ${now} and revoked_at is null
    ) as count
    from days order by day`.execute(database);
  return rows.map(({ count }) => count);
}

interface DueCount {
  readonly day: number;
  readonly group: 'needsYou' | 'renewalDue';
  readonly count: number;
}

async function countDue(database: Kysely<Database>, start: number, now: number): Promise<readonly DueCount[]> {
  const day = sql<number>`floor((${VALID_UNTIL} - ${start}) / ${DAY})`;
  // What these ask is less than the states do, since nothing expired or revoked is among the rows. The plus keeps the
  // planner on the index of the expiry, which holds all of this.
  const needsYou = sql<boolean>`(+${sql.ref('trustpoints.overdueFrom')} <= ${now} or ${sql.ref('trustpoints.failureNeedsAction')} = 1)`;
  const group = sql<DueCount['group']>`case when ${needsYou} then 'needsYou' else 'renewalDue' end`;
  return await database
    .selectFrom('trustpoints')
    .select((select) => [day.as('day'), group.as('group'), select.fn.countAll<number>().as('count')])
    .where('trustpoints.validUntil', '>=', now)
    .where('trustpoints.validUntil', '<', start + DAYS * DAY)
    .where('trustpoints.revokedAt', 'is', null)
    .where(anyOf([sql<boolean>`+${sql.ref('trustpoints.renewFrom')} <= ${now}`, needsYou]))
    .groupBy(['day', 'group'])
    .execute();
}

function dateOf(milliseconds: number): string {
  return toInstant(milliseconds).slice(0, 10);
}

const VALID_UNTIL = sql.ref('trustpoints.validUntil');
const DAY = 86_400_000;
const WEEKS = 13;
const DAYS = WEEKS * 7;
