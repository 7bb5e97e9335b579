import type { CmpServerAddress } from '@crypto-cmp/api';
import type { Kysely, Selectable, Transaction } from 'kysely';

import type { Database, EnrollmentTable } from '../storage/database.ts';
import { callIn } from './call-in.ts';
import { circuitState } from './circuit-state.ts';
import { isProbing } from './is-probing.ts';
import { lockGate, type ServerGate } from './lock-gate.ts';
import { serverKey } from './server-key.ts';
import type { GateRules } from './server-limits.ts';

/**
 * Asks for a place at the first of these servers whose circuit lets it through. What comes of it is in the enrollment's
 * row: a place, or what holds it up. For one that has no place yet.
 *
 * One that an administrator started always goes to the first: who presses the button wants the truth now.
 *
 * @param servers in the order of their roles
 */
export async function askForPlace(
  database: Transaction<Database>,
  { id, startedBy }: Pick<Selectable<EnrollmentTable>, 'id' | 'startedBy'>,
  servers: readonly CmpServerAddress[],
  rules: GateRules,
  now: number,
): Promise<void> {
  const gates = await readGates(database, servers);
  const chosen = startedBy === 'administrator' ? gates[0] : await chooseGate(database, gates, now);
  if (chosen === undefined) throw new RangeError('expected a CMP server to ask');
  const gate = await lockGate(database, chosen.server);
  // Somebody may have called it in since it was read.
  const { hasPlace, serverKey: at } = await database
    .selectFrom('enrollments')
    .select(['hasPlace', 'serverKey'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (hasPlace === 1 && at === chosen.server) return;
  await database
    .updateTable('enrollments')
    .set({ serverKey: chosen.server, hasPlace: 0 })
    .where('id', '=', id)
    .execute();
  await callIn(database, gate, rules, now, id);
}

/** Since when the circuit of a server is not closed; null while it is. */
export async function readOpenSince(database: Kysely<Database>, server: CmpServerAddress): Promise<number | null> {
  const [gate] = await readGates(database, [server]);
  return gate?.openSince ?? null;
}

type KnownGate = Pick<ServerGate, 'server' | 'openSince' | 'openUntil' | 'probeId'>;

async function readGates(database: Kysely<Database>, servers: readonly CmpServerAddress[]): Promise<KnownGate[]> {
  const keys = servers.map(serverKey);
  const rows = await database
    .selectFrom('serverGates')
    .select(['server', 'openSince', 'openUntil', 'probeId'])
    .where('server', 'in', keys)
    .execute();
  return keys.map(
    (key) =>
      rows.find(({ server }) => server === key) ?? { server: key, openSince: null, openUntil: null, probeId: null },
  );
}

/** The first that lets one through; of several that do not, the one that is asked again soonest. */
async function chooseGate(
  database: Transaction<Database>,
  gates: readonly KnownGate[],
  now: number,
): Promise<KnownGate | undefined> {
  for (const gate of gates) {
    const state = circuitState(gate, now);
    if (state === 'closed' || (state === 'half-open' && !(await isProbing(database, gate)))) return gate;
  }
  return gates.toSorted((a, b) => (a.openUntil ?? 0) - (b.openUntil ?? 0))[0];
}
