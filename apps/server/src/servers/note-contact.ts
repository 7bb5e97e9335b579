import type { CmpServerAddress } from '@crypto-cmp/api';
import type { Transaction } from 'kysely';

import type { Database } from '../storage/database.ts';
import { callIn } from './call-in.ts';
import { circuitState } from './circuit-state.ts';
import { FAILURES_TO_OPEN, openMilliseconds } from './circuit-times.ts';
import { lockGate, type ServerGate } from './lock-gate.ts';
import { serverKey } from './server-key.ts';
import type { GateRules } from './server-limits.ts';

/** How a server was when it was last asked. */
export type Contact =
  | { readonly durationMs: number }
  | {
      readonly problem: string;
      /** The server is what failed, and not the path, the trust or the message of one policy. */
      readonly isServerDown: boolean;
    };

/** What a contact did to the circuit. */
export type CircuitChange = 'opened' | 'opened-again' | 'closed' | 'none';

/**
 * Remembers whether a server answers, and since when. Real traffic is the best probe: so many failures in a row open its
 * circuit, and any answer closes it, also a refusal.
 */
export async function noteContact(
  database: Transaction<Database>,
  server: CmpServerAddress,
  contact: Contact,
  rules: GateRules,
  now: number,
): Promise<CircuitChange> {
  if (!('problem' in contact) && (await isKnown(database, server, now))) return 'none';
  const gate = await lockGate(database, serverKey(server));
  const next = nextCircuit(gate, contact, rules, now);
  if (next !== undefined) {
    await database.updateTable('serverGates').set(next.circuit).where('server', '=', gate.server).execute();
    const changed = { ...gate, ...next.circuit };
    if (next.change !== 'none') await callIn(database, changed, rules, now);
    if (next.change === 'opened') await sendElsewhere(database, gate.server, now);
  }
  await saveContact(database, server, contact, now);
  return next?.change ?? 'none';
}

/**
 * It answers, as it did a moment ago. To write that down with each answer would keep all enrollments at this server waiting
 * for each other, for as long as each one's database transaction lasts.
 */
async function isKnown(database: Transaction<Database>, server: CmpServerAddress, now: number): Promise<boolean> {
  const contact = await database
    .selectFrom('serverContacts')
    .select(['answers', 'at'])
    .where('transport', '=', server.transport)
    .where('host', '=', server.host)
    .where('port', '=', server.port)
    .executeTakeFirst();
  if (contact?.answers !== 1 || contact.at > now || contact.at < now - MOMENT_MS) return false;
  const gate = await database
    .selectFrom('serverGates')
    .selectAll()
    .where('server', '=', serverKey(server))
    .executeTakeFirst();
  return gate === undefined || (gate.failures === 0 && circuitState(gate, now) === 'closed');
}

type Circuit = Pick<ServerGate, 'failures' | 'openSince' | 'openUntil' | 'openings' | 'probeId'>;

/** Undefined when nothing changes. */
function nextCircuit(
  gate: ServerGate,
  contact: Contact,
  { random }: GateRules,
  now: number,
): { readonly circuit: Circuit; readonly change: CircuitChange } | undefined {
  const state = circuitState(gate, now);
  if (!('problem' in contact)) {
    if (state === 'closed' && gate.failures === 0) return undefined;
    return { circuit: CLOSED, change: state === 'closed' ? 'none' : 'closed' };
  }
  // Something speaks HTTP there: a wrong path of one policy says nothing about the others.
  if (!contact.isServerDown) return state === 'closed' ? undefined : { circuit: CLOSED, change: 'closed' };

  const failures = gate.failures + 1;
  const { openSince, openUntil, probeId } = gate;
  const opens = state === 'half-open' || (state === 'closed' && failures >= FAILURES_TO_OPEN);
  if (!opens) return { circuit: { failures, openSince, openUntil, openings: gate.openings, probeId }, change: 'none' };
  const openings = gate.openings + 1;
  return {
    circuit: {
      failures,
      openSince: openSince ?? now,
      openUntil: now + openMilliseconds(openings, random()),
      openings,
      probeId: null,
    },
    change: state === 'closed' ? 'opened' : 'opened-again',
  };
}

/** Those that wait for a place here may have a Secondary to go to: they decide anew. */
async function sendElsewhere(database: Transaction<Database>, server: string, now: number): Promise<void> {
  await database
    .updateTable('enrollments')
    .set({ nextStepAt: now })
    .where('serverKey', '=', server)
    .where('finishedAt', 'is', null)
    .where('hasPlace', '=', 0)
    .where('holdUp', '=', 'server-circuit-open')
    .where('transactionState', 'is', null)
    .execute();
}

async function saveContact(
  database: Transaction<Database>,
  { transport, host, port }: CmpServerAddress,
  contact: Contact,
  now: number,
): Promise<void> {
  const answers = 'problem' in contact ? 0 : 1;
  const before = await database
    .selectFrom('serverContacts')
    .select(['answers', 'since', 'durationMs'])
    .where('transport', '=', transport)
    .where('host', '=', host)
    .where('port', '=', port)
    .executeTakeFirst();
  const row = {
    answers,
    at: now,
    since: before?.answers === answers ? before.since : now,
    durationMs: 'problem' in contact ? (before?.durationMs ?? null) : contact.durationMs,
    problem: 'problem' in contact ? contact.problem : null,
  };
  await database
    .insertInto('serverContacts')
    .values({ transport, host, port, ...row })
    .onConflict((conflict) => conflict.columns(['transport', 'host', 'port']).doUpdateSet(row))
    .execute();
}

const MOMENT_MS = 1000;
const CLOSED: Circuit = { failures: 0, openSince: null, openUntil: null, openings: 0, probeId: null };
