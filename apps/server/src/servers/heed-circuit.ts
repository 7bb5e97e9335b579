import type { CmpServerAddress } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import type { PublishEvent } from '../events/event-hub.ts';
import type { Database } from '../storage/database.ts';
import { hastenRenewals } from './hasten-renewals.ts';
import type { CircuitChange } from './note-contact.ts';
import { serverOrigin } from '../policies/server-url.ts';
import { serverKey } from './server-key.ts';

export interface HeedCircuitDependencies {
  readonly database: Kysely<Database>;
  readonly publish: PublishEvent;
  readonly now: () => number;
  readonly log: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
}

/** What follows from a contact with a server. Call it after the commit. */
export async function heedCircuit(
  { database, publish, now, log }: HeedCircuitDependencies,
  { transport, host, port }: CmpServerAddress,
  change: CircuitChange,
): Promise<void> {
  if (change === 'none') return;
  const server = { transport, host, port };
  const about = { server: serverOrigin(server) };
  if (change === 'closed') {
    const hastened = await hastenRenewals(database, serverKey(server), now());
    log.info({ ...about, hastened }, 'a CA server answers again');
  } else {
    log.warn({ ...about, change }, 'a CA server does not answer: its circuit is open');
  }
  publish({ type: 'server-changed', server });
}
