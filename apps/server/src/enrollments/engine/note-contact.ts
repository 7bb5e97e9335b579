import type { CmpServerDraft } from '@crypto-cmp/policy';
import type { Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';

/** How a server was when it was last asked. */
export type Contact = { readonly durationMs: number } | { readonly problem: string };

/** Remembers whether a server answers, and since when. Real traffic is the best probe. */
export async function noteContact(
  database: Transaction<Database>,
  { transport, host, port }: CmpServerDraft,
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
