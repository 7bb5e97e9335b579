import {
  ALERT_DELIVERY_STATES,
  ALERT_MESSAGE_EVENTS,
  type AlertDelivery,
  type AlertDeliveryProblem,
  type AlertDeliveryState,
} from '@crypto-cmp/api';
import { ALERT_CHANNEL_TYPES, ALERT_KINDS } from '@crypto-cmp/policy';
import type { Selectable } from 'kysely';

import { toInstant, toInstantOrNull } from '../../instant.ts';
import type { AlertDeliveryTable } from '../../storage/alert-tables.ts';

export type DeliveryRow = Selectable<AlertDeliveryTable>;

/** A message of the outbox, as the API tells it. */
export function toDelivery(row: DeliveryRow): AlertDelivery {
  return {
    id: row.id,
    alertId: row.alertId,
    kind: oneOf(ALERT_KINDS, row.kind),
    event: oneOf(ALERT_MESSAGE_EVENTS, row.event),
    subject: row.subject,
    channel: { id: row.channelId, name: row.channelName, type: oneOf(ALERT_CHANNEL_TYPES, row.channelType) },
    state: readDeliveryState(row.state),
    createdAt: toInstant(row.createdAt),
    tries: row.tries,
    lastTryAt: toInstantOrNull(row.lastTryAt),
    nextTryAt: toInstantOrNull(row.nextTryAt),
    endedAt: toInstantOrNull(row.endedAt),
    problem: readProblem(row.problem),
  };
}

export function readDeliveryState(stored: string): AlertDeliveryState {
  return oneOf(ALERT_DELIVERY_STATES, stored);
}

export function readProblem(column: string | null): AlertDeliveryProblem | null {
  return column === null ? null : (JSON.parse(column) as AlertDeliveryProblem); // only such a problem is ever stored there
}

function oneOf<const V extends string>(values: readonly V[], stored: string): V {
  const value = values.find((known) => known === stored);
  if (value === undefined) throw new RangeError(`expected one of ${values.join(', ')}, got ${stored}`);
  return value;
}
