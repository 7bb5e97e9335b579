import { type Kysely, type Selectable, sql } from 'kysely';

import { readServerKey } from '../../servers/server-key.ts';
import type { AlertTable } from '../../storage/alert-tables.ts';
import type { Database } from '../../storage/database.ts';

/** One that an alert affects, with what a message says of it. */
export interface AffectedRow {
  readonly member: string;
  readonly name: string;
  readonly policyId: string | null;
  readonly policyName: string | null;
  readonly enrollmentId: string | null;
  readonly since: number;
  readonly leftAt: number | null;
  readonly validUntil: number | null;
  readonly renewAt: number | null;
}

/** How many trustpoints an alert is about, the first of them, and the earliest expiry of their certificates. */
export interface Affected {
  readonly count: number;
  readonly newCount: number;
  readonly first: readonly AffectedRow[];
  readonly earliestExpiry: number | null;
}

/** For an alert that has ended, those it was about. */
export async function readAffected(
  database: Kysely<Database>,
  alert: Pick<Selectable<AlertTable>, 'id' | 'kind' | 'subject' | 'endedAt'>,
  most: number,
): Promise<Affected> {
  if (alert.kind === 'ca-server-down') return nobody(await countAtServer(database, alert.subject));
  if (alert.kind === 'ca-certificate-expiring') return nobody(await countUnderCertificate(database, alert.subject));
  const members = () => {
    const query = database
      .selectFrom('alertMembers')
      .leftJoin('trustpoints', 'trustpoints.id', 'alertMembers.member')
      .where('alertMembers.alertId', '=', alert.id);
    return alert.endedAt === null ? query.where('alertMembers.leftAt', 'is', null) : query;
  };
  const { count, newCount, earliestExpiry } = await members()
    .select((select) => [
      select.fn.countAll<number | string>().as('count'),
      select.fn.sum<number | string | null>(NOT_ANNOUNCED).as('newCount'),
      select.fn.min('trustpoints.validUntil').as('earliestExpiry'),
    ])
    .executeTakeFirstOrThrow();
  const first = await members()
    .select([
      'alertMembers.member',
      'alertMembers.name',
      'alertMembers.policyId',
      'alertMembers.policyName',
      'alertMembers.enrollmentId',
      'alertMembers.since',
      'alertMembers.leftAt',
      'trustpoints.validUntil',
      'trustpoints.renewAt',
    ])
    .orderBy('alertMembers.name')
    .limit(most)
    .execute();
  return { count: Number(count), newCount: Number(newCount ?? 0), first, earliestExpiry };
}

function nobody(count: number): Affected {
  return { count, newCount: 0, first: [], earliestExpiry: null };
}

async function countAtServer(database: Kysely<Database>, key: string): Promise<number> {
  const { transport, host, port } = readServerKey(key);
  const { count } = await database
    .selectFrom('policies')
    .select((select) => select.fn.sum<number | string | null>('trustpointCount').as('count'))
    .where('id', 'in', (query) =>
      query
        .selectFrom('policyServers')
        .select('policyId')
        .where('transport', '=', transport)
        .where('host', '=', host)
        .where('port', '=', port),
    )
    .executeTakeFirstOrThrow();
  return Number(count ?? 0);
}

async function countUnderCertificate(database: Kysely<Database>, fingerprint: string): Promise<number> {
  const trusting = await database
    .selectFrom('policies')
    .select((select) => select.fn.sum<number | string | null>('trustpointCount').as('count'))
    .where('id', 'in', (query) =>
      query.selectFrom('policyAnchors').select('policyId').where('fingerprint', '=', fingerprint),
    )
    .executeTakeFirstOrThrow();
  const issued = await database
    .selectFrom('trustpointIssuers')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirstOrThrow();
  return Math.max(Number(trusting.count ?? 0), Number(issued.count));
}

const NOT_ANNOUNCED = sql<number>`1 - ${sql.ref('alertMembers.announced')}`;
