import type { ConnectionTest } from '@crypto-cmp/api';

import type { WayToServer } from '../policies/way-to-server.ts';
import { heedCircuit, type HeedCircuitDependencies } from '../servers/heed-circuit.ts';
import { type Contact, noteContact } from '../servers/note-contact.ts';
import type { GateRules } from '../servers/server-limits.ts';
import { transact } from '../storage/transact.ts';

export interface NoteTestDependencies extends HeedCircuitDependencies {
  readonly rules: GateRules;
}

/**
 * What a test says about a server's health, beside real traffic. Only of servers that a policy names, and a failure only
 * where it is the server's: with unsaved values the path, the trust anchors, the proxy or the Secret may be what is wrong.
 */
export async function noteTest(
  dependencies: NoteTestDependencies,
  way: Pick<WayToServer, 'proxy'>,
  { server, layers }: ConnectionTest,
): Promise<void> {
  const contact = toContact(layers, way);
  if (contact === undefined) return;
  const { database, rules, now } = dependencies;
  const change = await transact(database, async (transaction) => {
    const known = await transaction
      .selectFrom('policyServers')
      .select('policyId')
      .where('transport', '=', server.transport)
      .where('host', '=', server.host)
      .where('port', '=', server.port)
      .limit(1)
      .executeTakeFirst();
    return known === undefined ? 'none' : await noteContact(transaction, server, contact, rules, now());
  });
  await heedCircuit(dependencies, server, change);
}

function toContact(layers: ConnectionTest['layers'], { proxy }: Pick<WayToServer, 'proxy'>): Contact | undefined {
  const of = (name: string) => layers.find(({ layer }) => layer === name);
  const unreachable = [of('dns'), of('tcp')].find((layer) => layer?.verdict === 'failed');
  // Behind a proxy these layers are the proxy's.
  if (unreachable !== undefined && proxy !== undefined) return undefined;
  if (unreachable !== undefined) return { problem: unreachable.detail, isServerDown: true };
  const http = of('http');
  const speaksCmp = [of('cmp'), of('cmp-protected')].some((layer) => layer?.verdict === 'passed');
  return http !== undefined && speaksCmp ? { durationMs: http.durationMs } : undefined;
}
