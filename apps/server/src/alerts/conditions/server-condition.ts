import type { AlertRule } from '@crypto-cmp/api';
import type { Transaction } from 'kysely';

import { serverAuthority } from '../../policies/server-url.ts';
import { readServerKey, serverKey } from '../../servers/server-key.ts';
import type { Database } from '../../storage/database.ts';
import type { Leaver, Newcomer } from './newcomer.ts';

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
  const silent = await database.selectFrom('serverContacts').selectAll().where('answers', '=', 0).execute();
  const longest = now - minutes * 60_000;
  const down: Newcomer[] = [];
  for (const { transport, host, port, at, since, problem } of silent) {
    const key = serverKey({ transport, host, port });
    if (since > longest) continue;
    if (at - since < minutes * 60_000 && !(await isCircuitOpen(database, key, longest))) continue;
    if (!(await isNamed(database, { transport, host, port }))) continue;
    const server = serverAuthority({ host, port });
    down.push({
      member: key,
      name: server,
      policyId: null,
      policyName: null,
      enrollmentId: null,
      subject: key,
      readFacts: () => Promise.resolve({ type: 'server', server, since, problem }),
    });
  }
  return down;
}

/** Why a server that was down is in the alert no more. */
export async function serverLeaver(
  database: Transaction<Database>,
  open: { readonly alertId: string; readonly member: string },
): Promise<Leaver> {
  return { ...open, reason: (await isNamed(database, readServerKey(open.member))) ? 'cured' : 'removed' };
}

async function isCircuitOpen(database: Transaction<Database>, server: string, before: number): Promise<boolean> {
  const gate = await database
    .selectFrom('serverGates')
    .select('server')
    .where('server', '=', server)
    .where('openSince', '<=', before)
    .executeTakeFirst();
  return gate !== undefined;
}

async function isNamed(
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
