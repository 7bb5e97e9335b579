import type { Overview } from '@crypto-cmp/api';
import { type Kysely, sql } from 'kysely';

import { toInstant } from '../instant.ts';
import type { Database } from '../storage/database.ts';
import { doesNeedYou } from '../trustpoints/trustpoint-state.ts';

/** The certificates that expire in the next thirteen weeks, counted by week; days are of UTC. */
export async function readExpiry(database: Kysely<Database>, now: number): Promise<Overview['expiry']> {
  const start = Math.floor(now / DAY) * DAY;
  const day = sql<number>`floor((${sql.ref('trustpoints.validUntil')} - ${start}) / ${DAY})`;
  const group = sql<Group>`case when ${doesNeedYou(now)} then 'needsYou' when ${sql.ref('trustpoints.renewFrom')} <= ${now} then 'renewalDue' else 'later' end`;
  const rows = await database
    .selectFrom('trustpoints')
    .select((select) => [day.as('day'), group.as('group'), select.fn.countAll<number>().as('count')])
    .where('trustpoints.validUntil', '>=', now)
    .where('trustpoints.validUntil', '<', start + WEEKS * 7 * DAY)
    .where('trustpoints.revokedAt', 'is', null)
    .groupBy([day, group])
    .execute();

  const weeks = Array.from({ length: WEEKS }, (_, index) => ({
    startsOn: dateOf(start + index * 7 * DAY),
    needsYou: 0,
    renewalDue: 0,
    later: 0,
  }));
  const perDay = new Map<number, number>();
  for (const row of rows) {
    const week = weeks[Math.floor(row.day / 7)];
    if (week !== undefined) week[row.group] += row.count;
    perDay.set(row.day, (perDay.get(row.day) ?? 0) + row.count);
  }
  const [busiest] = [...perDay].toSorted(([dayA, a], [dayB, b]) => b - a || dayA - dayB);
  return {
    weeks,
    busiestDay: busiest === undefined ? null : { date: dateOf(start + busiest[0] * DAY), count: busiest[1] },
  };
}

type Group = 'needsYou' | 'renewalDue' | 'later';

function dateOf(milliseconds: number): string {
  return toInstant(milliseconds).slice(0, 10);
}

const DAY = 86_400_000;
const WEEKS = 13;
