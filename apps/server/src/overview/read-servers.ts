import type { Overview } from '@crypto-cmp/api';
import { TRANSPORTS } from '@crypto-cmp/policy';
import { type Kysely, sql } from 'kysely';

import { toInstant } from '../instant.ts';
import { readCircuit } from '../servers/circuit-state.ts';
import { countAtServers } from '../servers/count-at-servers.ts';
import { serverKey } from '../servers/server-key.ts';
import type { ServerLimits } from '../servers/server-limits.ts';
import type { Database } from '../storage/database.ts';

type ServerHealth = Overview['servers'][number];

export interface ReadServersDependencies {
  readonly database: Kysely<Database>;
  /** Where the lab CA is, when there is one. */
  readonly labCaUrl: () => string | undefined;
  readonly limits: ServerLimits;
}

/** Every CMP server that a policy names, and how it was at the last contact: what does not answer first. */
export async function readServers(
  { database, labCaUrl, limits }: ReadServersDependencies,
  now: number,
): Promise<ServerHealth[]> {
  const countRole = (role: string) =>
    sql<number>`sum(case when ${sql.ref('policyServers.role')} = ${role} then 1 else 0 end)`;
  const rows = await database
    .selectFrom('policyServers')
    .leftJoin('serverContacts as contact', (join) =>
      join
        .onRef('contact.transport', '=', 'policyServers.transport')
        .onRef('contact.host', '=', 'policyServers.host')
        .onRef('contact.port', '=', 'policyServers.port'),
    )
    .select((select) => [
      'policyServers.transport',
      'policyServers.host',
      'policyServers.port',
      countRole('primary').as('primaryOf'),
      countRole('secondary').as('secondaryOf'),
      select.fn.max('contact.answers').as('answers'),
      select.fn.max('contact.at').as('at'),
      select.fn.max('contact.since').as('since'),
      select.fn.max('contact.durationMs').as('durationMs'),
      select.fn.max('contact.problem').as('problem'),
    ])
    .groupBy(['policyServers.transport', 'policyServers.host', 'policyServers.port'])
    .orderBy(sql`coalesce(max(${sql.ref('contact.answers')}), 2)`)
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('policyServers.host')
    .orderBy('policyServers.port')
    .limit(MOST_SERVERS)
    .execute();
  const gates = new Map(
    (await database.selectFrom('serverGates').selectAll().execute()).map((gate) => [gate.server, gate]),
  );
  const crowds = await countAtServers(database);
  const labCa = labCaUrl();
  return rows.map((row): ServerHealth => {
    const key = serverKey(row);
    const transport = TRANSPORTS.find((known) => known === row.transport) ?? 'http';
    return {
      server: { host: row.host, port: row.port, transport },
      primaryOf: row.primaryOf,
      secondaryOf: row.secondaryOf,
      isLabCa: labCa !== undefined && isAt(labCa, row.host, row.port),
      lastContact:
        row.answers === null || row.at === null || row.since === null
          ? null
          : {
              answers: row.answers === 1,
              at: toInstant(row.at),
              since: toInstant(row.since),
              durationMs: row.durationMs,
              problem: row.problem,
            },
      circuit: readCircuit(gates.get(key), now),
      running: crowds.get(key)?.running ?? 0,
      waiting: crowds.get(key)?.waiting ?? 0,
      limits: { concurrency: limits.concurrency, startsPerMinute: limits.startsPerMinute },
    };
  });
}

function isAt(url: string, host: string, port: number): boolean {
  const { hostname, port: given, protocol } = new URL(url);
  const actual = given === '' ? (protocol === 'https:' ? 443 : 80) : Number(given);
  return hostname.replace(/^\[(.*)\]$/, '$1') === host && actual === port;
}

/** What the first page shows; a console with more servers has them in its policies. */
const MOST_SERVERS = 50;
