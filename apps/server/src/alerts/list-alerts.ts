import type { Alert, AlertCounts, RouteQuery, routes } from '@crypto-cmp/api';
import { TRANSPORTS } from '@crypto-cmp/policy';
import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';

import { toInstant, toInstantOrNull } from '../instant.ts';
import { refusal } from '../refusal.ts';
import { readServerKey } from '../servers/server-key.ts';
import type { AlertTable } from '../storage/alert-tables.ts';
import type { Database } from '../storage/database.ts';
import { walk } from '../storage/keyset.ts';
import { type Bucket, type ListPage, listPage } from '../storage/list-page.ts';
import type { AlertFacts } from './conditions/newcomer.ts';
import { readAlert } from './messages/read-alert.ts';
import { type Affected, readAffected } from './messages/read-affected.ts';

type AlertQuery = RouteQuery<typeof routes.alerts.list>;
type AlertRow = Selectable<AlertTable>;

/** A page of the alerts: open ones first, each newest first. */
export async function listAlerts(
  database: Kysely<Database>,
  { state, kind, cursor, limit }: AlertQuery,
  now: number,
): Promise<ListPage<Alert> & { readonly counts: AlertCounts }> {
  const fits = (isOpen: boolean) => (where: ExpressionBuilder<Database, 'alerts'>) =>
    where.and([
      where('endedAt', isOpen ? 'is' : 'is not', null),
      ...(kind === undefined || kind.length === 0 ? [] : [where('kind', 'in', kind)]),
    ]);
  const wanted = [true, false].filter(
    (isOpen) => state === undefined || state.length === 0 || state.includes(isOpen ? 'open' : 'ended'),
  );
  let total = 0;
  for (const isOpen of wanted) {
    const { count } = await database
      .selectFrom('alerts')
      .select((select) => select.fn.countAll<number | string>().as('count'))
      .where(fits(isOpen))
      .executeTakeFirstOrThrow();
    total += Number(count);
  }
  const order = { columns: ['alerts.beganAt', 'alerts.id'], descending: true };
  const buckets = wanted.map((isOpen): Bucket<AlertRow> => ({
    keyOf: (row) => [row.beganAt, row.id],
    async fetch(direction, key, count) {
      const { beyond, orderBy } = walk(order, direction, key);
      const query = database.selectFrom('alerts').selectAll().where(fits(isOpen)).where(beyond);
      return await query.orderBy(orderBy).limit(count).execute();
    },
  }));
  const page = await listPage(buckets, { list: `alerts ${JSON.stringify([state, kind])}`, cursor, limit, total });
  const items: Alert[] = [];
  for (const row of page.items) items.push(toAlert(row, await readAffected(database, row, FIRST_IN_LIST), now));
  return { ...page, items, counts: await countAlerts(database) };
}

/** @throws {Refusal} when there is no such alert */
export async function findAlert(database: Kysely<Database>, id: string, now: number): Promise<Alert> {
  const row = await database.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw refusal('alert-not-found', 'Alerts that ended are kept for 90 days.');
  return toAlert(row, await readAffected(database, row, FIRST_OF_ONE), now);
}

async function countAlerts(database: Kysely<Database>): Promise<AlertCounts> {
  const { open, acknowledged } = await database
    .selectFrom('alerts')
    .select((select) => [
      select.fn.countAll<number | string>().as('open'),
      select.fn.count<number | string>('acknowledgedAt').as('acknowledged'),
    ])
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return { open: Number(open), unread: Number(open) - Number(acknowledged) };
}

function toAlert(row: AlertRow, affected: Affected, now: number): Alert {
  const { texts, facts } = readAlert(row, affected, row.endedAt ?? now);
  return {
    id: row.id,
    ...texts,
    state: row.endedAt === null ? 'open' : 'ended',
    subject: toSubject(row, facts, affected),
    affected: {
      count: affected.count,
      first: affected.first.map(({ member, name, policyId, policyName, enrollmentId, since, leftAt }) => ({
        trustpoint: { id: member, name },
        policy: { id: policyId ?? '', name: policyName ?? '' },
        enrollmentId,
        since: toInstant(since),
        endedAt: toInstantOrNull(leftAt),
      })),
    },
    beganAt: toInstant(row.beganAt),
    endedAt: toInstantOrNull(row.endedAt),
    acknowledgedAt: toInstantOrNull(row.acknowledgedAt),
    timesNotified: row.timesNotified,
    lastNotifiedAt: toInstantOrNull(row.lastNotifiedAt),
    nextNotificationAt: toInstantOrNull(row.notifyAt),
  };
}

/** The key of an alert ends with its server, where it has one. */
function toSubject({ subject }: AlertRow, facts: AlertFacts, { first }: Affected): Alert['subject'] {
  if (facts.type === 'ca-certificate') {
    const { subject: name, sha256, notAfter } = facts;
    return { type: 'ca-certificate', subject: name, sha256, notAfter: toInstant(notAfter) };
  }
  const key = subject.slice(subject.lastIndexOf('|') + 1);
  if (TRANSPORTS.some((transport) => key.startsWith(`${transport} `))) return { type: 'server', ...readServerKey(key) };
  const policy =
    facts.type === 'failure' ? facts.policy : { id: first[0]?.policyId ?? '', name: first[0]?.policyName ?? '' };
  return { type: 'policy', policy };
}

const FIRST_IN_LIST = 5;
const FIRST_OF_ONE = 200;
