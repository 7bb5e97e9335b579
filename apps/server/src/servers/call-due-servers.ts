import type { CmpServerAddress } from '@crypto-cmp/api';
import type { ExpressionBuilder, Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import { callIn } from './call-in.ts';
import { circuitState } from './circuit-state.ts';
import { MOST_OPEN_MS } from './circuit-times.ts';
import { hastenOneRenewal } from './hasten-renewals.ts';
import { lockGate } from './lock-gate.ts';
import { readServerKey } from './server-key.ts';
import type { GateRules } from './server-limits.ts';

/**
 * Looks at the servers whose time has come: a new start is allowed, or an open circuit has become half open.
 *
 * @returns those at which something changed
 */
export async function callDueServers(
  database: Kysely<Database>,
  rules: GateRules,
  now: number,
): Promise<CmpServerAddress[]> {
  // One that lies too far ahead was written by a clock that has been set back since.
  const isDue = (where: ExpressionBuilder<Database, 'serverGates'>) =>
    where.or([where('callAt', '<=', now), where('callAt', '>', now + MOST_OPEN_MS)]);
  const due = await database.selectFrom('serverGates').select('server').where(isDue).execute();
  const changed: CmpServerAddress[] = [];
  for (const { server } of due) {
    const { isChanged, isForgotten } = await transact(database, async (transaction) => {
      const gate = await lockGate(transaction, server);
      if (gate.callAt === null) return { isChanged: false, isForgotten: false };
      const { called, isWaitedFor } = await callIn(transaction, gate, rules, now);
      const isHalfOpen = circuitState(gate, now) === 'half-open';
      return {
        isChanged: isHalfOpen || called.length > 0,
        isForgotten: isHalfOpen && !isWaitedFor && called.length === 0,
      };
    });
    // Past the lock: who writes a trustpoint may be waiting for it.
    if (isForgotten) await hastenOneRenewal(database, server, now);
    if (isChanged) changed.push(readServerKey(server));
  }
  return changed;
}

/** When a server is due to be looked at; undefined when none is. */
export async function nextCallAt(database: Kysely<Database>): Promise<number | undefined> {
  const row = await database
    .selectFrom('serverGates')
    .select((select) => select.fn.min('callAt').as('at'))
    .executeTakeFirst();
  return row?.at ?? undefined;
}
