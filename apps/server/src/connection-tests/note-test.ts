import type { ConnectionTest } from '@crypto-cmp/api';
import type { CmpServerDraft } from '@crypto-cmp/policy';
import type { Kysely } from 'kysely';

import { type Contact, noteContact } from '../enrollments/engine/note-contact.ts';
import type { Database } from '../storage/database.ts';

/**
 * What a test says about a server's health, beside real traffic. Only of servers that a policy names, and a failure only
 * where it is the server's: with unsaved values the path, the trust anchors or the Secret may be what is wrong.
 */
export async function noteTest(
  database: Kysely<Database>,
  server: CmpServerDraft,
  { layers }: ConnectionTest,
  now: number,
): Promise<void> {
  const contact = toContact(layers);
  if (contact === undefined) return;
  await database.transaction().execute(async (transaction) => {
    const known = await transaction
      .selectFrom('policyServers')
      .select('policyId')
      .where('transport', '=', server.transport)
      .where('host', '=', server.host)
      .where('port', '=', server.port)
      .limit(1)
      .executeTakeFirst();
    if (known !== undefined) await noteContact(transaction, server, contact, now);
  });
}

function toContact(layers: ConnectionTest['layers']): Contact | undefined {
  const of = (name: string) => layers.find(({ layer }) => layer === name);
  const unreachable = [of('dns'), of('tcp')].find((layer) => layer?.verdict === 'failed');
  if (unreachable !== undefined) return { problem: unreachable.detail };
  const http = of('http');
  const speaksCmp = [of('cmp'), of('cmp-protected')].some((layer) => layer?.verdict === 'passed');
  return http !== undefined && speaksCmp ? { durationMs: http.durationMs } : undefined;
}
