import type { AlertRule } from '@crypto-cmp/api';
import { type Expression, type ExpressionBuilder, type SqlBool, sql, type Transaction } from 'kysely';

import { serverAuthority } from '../../policies/server-url.ts';
import { readServerKey, serverKey } from '../../servers/server-key.ts';
import type { Database } from '../../storage/database.ts';
import type { Leaver, Newcomer, OpenMember } from './newcomer.ts';

type ServerRule = Extract<AlertRule, { kind: 'ca-server-down' }>;

/**
 * The CA servers that do not answer: known by two failed contacts that lie the rule's minutes apart, or by a circuit
 * that has been open for so long. One failed contact a week ago says nothing about today.
 */
export async function findServersDown(
  database: Transaction<Database>,
  { minutes }: ServerRule,
  now: number,
): Promise<Newcomer[]> {
  const patience = minutes * 60_000;
  const silent = await database
    .selectFrom('serverContacts')
    .selectAll()
    .where('answers', '=', 0)
    .where('since', '<=', now - patience)
    .where((where) =>
      where.or([where('at', '>=', where('since', '+', patience)), hasOpenCircuit(where, now - patience)]),
    )
    .where((where) =>
      where.exists(
        where
          .selectFrom('policyServers')
          .select('policyId')
          .whereRef('policyServers.transport', '=', 'serverContacts.transport')
          .whereRef('policyServers.host', '=', 'serverContacts.host')
          .whereRef('policyServers.port', '=', 'serverContacts.port'),
      ),
    )
    .execute();
  return silent.map(({ transport, host, port, since, problem }) => {
    const key = serverKey({ transport, host, port });
    const server = serverAuthority({ host, port });
    return {
      member: key,
      name: server,
      policyId: null,
      policyName: null,
      enrollmentId: null,
      validUntil: null,
      subject: key,
      readFacts: () => Promise.resolve({ type: 'server', server, since, problem }),
    };
  });
}

function hasOpenCircuit(where: ExpressionBuilder<Database, 'serverContacts'>, before: number): Expression<SqlBool> {
  return where.exists(
    where
      .selectFrom('serverGates')
      .select('server')
      // As serverKey writes it.
      .where(
        'server',
        '=',
        sql<string>`${sql.ref('serverContacts.transport')} || ' ' || ${sql.ref('serverContacts.host')} || ' ' || ${sql.ref('serverContacts.port')}`,
      )
      .where('openSince', '<=', before),
  );
}

/** Why servers that were down are in the alert no more. */
export async function serverLeavers(database: Transaction<Database>, open: readonly OpenMember[]): Promise<Leaver[]> {
  const leavers: Leaver[] = [];
  for (const member of open) {
    const isNamed = await isNamedByPolicy(database, readServerKey(member.member));
    leavers.push({ ...member, reason: isNamed ? 'cured' : 'removed' });
  }
  return leavers;
}

async function isNamedByPolicy(
  database: Transaction<Database>,
  { transport, host, port }: { transport: string; host: string; port: number },
): Promise<boolean> {
  const policy = await database
    .selectFrom('policyServers')
    .select('policyId')
    .where('transport', '=', transport)
    .where('host', '=', host)
    .where('port', '=', port)
    .limit(1)
    .executeTakeFirst();
  return policy !== undefined;
}
