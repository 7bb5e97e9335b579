import type { Insertable } from 'kysely';

import type { MessageTable } from '../../storage/database.ts';
import { messageWords } from '../message-words.ts';
import type { EnrollmentPlan } from './plan.ts';
import type { EnrollmentRow } from './queue.ts';

/** A message to be sent, at the moment before it is. It counts as tried once: after a crash nobody can tell. */
export function sentMessage(
  row: EnrollmentRow,
  plan: EnrollmentPlan,
  number: number,
  bodyType: string,
  bytes: Uint8Array,
  now: number,
): Insertable<MessageTable> {
  return {
    ...messageAt(row, plan, number, now),
    direction: 'sent',
    bodyType,
    bytes,
    octets: bytes.length,
    words: messageWords(bytes),
    tries: 1,
    delivered: 0,
  };
}

/** What all messages of an exchange with a server have in common. */
export function messageAt(row: EnrollmentRow, plan: EnrollmentPlan, number: number, now: number) {
  const server = plan.servers[row.serverIndex];
  if (server === undefined) throw new RangeError(`enrollment ${row.id} has no server ${row.serverIndex}`);
  return {
    enrollmentId: row.id,
    number,
    serverIndex: row.serverIndex,
    server: JSON.stringify(server),
    at: now,
    lastAt: now,
  };
}
