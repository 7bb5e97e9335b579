import type { EnrollmentMessage } from '@crypto-cmp/api';
import type { Selectable } from 'kysely';

import { toInstant } from '../instant.ts';
import type { MessageTable } from '../storage/database.ts';
import { CHECK_TITLES } from './check-titles.ts';
import { readChecks, readDeliveryProblem, readReceived } from './stored-message.ts';

/** A stored message as a rung of the ladder. */
export function toEnrollmentMessage(row: Selectable<MessageTable>): EnrollmentMessage {
  return {
    n: row.number,
    direction: row.direction === 'sent' ? 'sent' : 'received',
    bodyType: row.bodyType,
    at: toInstant(row.at),
    octets: row.octets,
    server: JSON.parse(row.server) as EnrollmentMessage['server'], // written from a policy's server by the engine
    summary: row.words,
    protection: readReceived(row.summary)?.protection ?? null,
    tries: row.tries,
    triesDurationMs: Math.max(0, row.lastAt - row.at),
    problem: row.deliveryProblem === null ? null : readDeliveryProblem(row.deliveryProblem),
    checks: readChecks(row.checks).map((check) => ({ ...check, title: CHECK_TITLES[check.name] })),
  };
}
