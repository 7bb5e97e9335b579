import type { Actor, HistoryEntry } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import type { Database } from '../storage/database.ts';
import { newId } from '../storage/new-id.ts';

export type HistoryKind = HistoryEntry['kind'];

/** One line of a trustpoint's history. */
export interface NewHistoryEntry {
  readonly trustpointId: string;
  readonly at: number;
  readonly kind: HistoryKind;
  /** What stands below the headline; may be empty. Never a secret. */
  readonly detail: string;
  readonly by?: Actor['kind'];
  readonly enrollmentId?: string;
}

/** Writes a line of a trustpoint's history. While there is no sign-in, administrators have no names. */
export async function addHistory(database: Kysely<Database>, entry: NewHistoryEntry): Promise<void> {
  await database
    .insertInto('history')
    .values({
      id: newId(entry.at),
      trustpointId: entry.trustpointId,
      at: entry.at,
      kind: entry.kind,
      detail: entry.detail,
      byKind: entry.by ?? 'administrator',
      byName: null,
      enrollmentId: entry.enrollmentId ?? null,
    })
    .execute();
}
