import type { Kysely, Selectable } from 'kysely';

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
  alert: Pick<Selectable<AlertTable>, 'id' | 'kind' | 'subject' | 'endedAt' | 'memberCount' | 'lastNotifiedAt'>,
  most: number,
): Promise<Affected> {
  if (alert.kind === 'ca-server-down') return nobody(await countAtServer(database, alert.subject));
  if (alert.kind === 'ca-certificate-expiring') return nobody(await countUnderCertificate(database, alert.subject));
  const isOpen = alert.endedAt === null;
  const members = database
    .selectFrom('alertMembers')
    .where('alertMembers.alertId', '=', alert.id)
    .$if(isOpen, (query) => query.where('alertMembers.leftAt', 'is', null));
  // Each is the beginning of an index: an alert may have tens of thousands of members.
  const { earliestExpiry } = await members
    .select((select) => select.fn.min('alertMembers.validUntil').as('earliestExpiry'))
    .executeTakeFirstOrThrow();
  const { newCount } = await members
    .where('alertMembers.announced', '=', 0)
    .where('alertMembers.since', '>', alert.lastNotifiedAt ?? Number.MIN_SAFE_INTEGER)
    .select((select) => select.fn.countAll<number | string>().as('newCount'))
    .executeTakeFirstOrThrow();
  const first = await members
    .leftJoin('trustpoints', 'trustpoints.id', 'alertMembers.member')
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
  const count = isOpen ? alert.memberCount : await countMembers(database, alert.id);
  return { count, newCount: Number(newCount), first, earliestExpiry };
}

function nobody(count: number): Affected {
  return { count, newCount: 0, first: [], earliestExpiry: null };
}

async function countMembers(database: Kysely<Database>, alertId: string): Promise<number> {
  const { count } = await database
    .selectFrom('alertMembers')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('alertId', '=', alertId)
    .executeTakeFirstOrThrow();
  return Number(count);
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
