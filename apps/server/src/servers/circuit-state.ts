import type { ServerCircuit } from '@crypto-cmp/api';
import type { Selectable } from 'kysely';

import { toInstant, toInstantOrNull } from '../instant.ts';
import type { ServerGateTable } from '../storage/database.ts';
import { MOST_OPEN_MS } from './circuit-times.ts';

type CircuitColumns = Pick<Selectable<ServerGateTable>, 'failures' | 'openSince' | 'openUntil'>;

/** Computed from the clock at each reading, like all states that follow from times. */
export function circuitState({ openUntil }: Pick<CircuitColumns, 'openUntil'>, now: number): ServerCircuit['state'] {
  if (openUntil === null) return 'closed';
  // A clock that was set back must not keep it open for longer than it ever stays so.
  return now < openUntil && openUntil <= now + MOST_OPEN_MS ? 'open' : 'half-open';
}

/** The circuit of a server; one that nobody has asked yet is closed. */
export function readCircuit(gate: CircuitColumns | undefined, now: number): ServerCircuit {
  if (gate === undefined) return { state: 'closed', openSince: null, openUntil: null, failures: 0 };
  const state = circuitState(gate, now);
  return {
    state,
    openSince: toInstantOrNull(gate.openSince),
    openUntil: state === 'open' && gate.openUntil !== null ? toInstant(gate.openUntil) : null,
    failures: gate.failures,
  };
}
