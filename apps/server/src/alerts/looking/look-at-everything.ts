import type { AlertRule } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import type { PublishEvent } from '../../events/event-hub.ts';
import type { Database } from '../../storage/database.ts';
import { isTrustpointRule } from '../conditions/trustpoint-conditions.ts';
import { readRules } from '../rules/alert-rules.ts';
import type { AlertChange } from './admit-newcomers.ts';
import { lookAtOthers } from './look-at-others.ts';
import { lookAtTrustpoints } from './look-at-trustpoints.ts';
import { tellAlerts } from './tell-alerts.ts';

/** What a look has brought. */
export interface Look {
  /** How many messages it has put into the outbox. */
  readonly messages: number;
  /** When the next message is due. */
  readonly nextAt: number;
}

export interface LookDependencies {
  readonly database: Kysely<Database>;
  readonly publicUrl: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly publish: PublishEvent;
  readonly log: { error(details: object, message: string): void };
}

/**
 * Looks once by all rules. Messages are written when everything has been looked at: none before everybody is counted. A
 * rule that cannot be looked at keeps nobody from the others.
 */
export async function lookAtEverything({ database, publicUrl, now, publish, log }: LookDependencies): Promise<Look> {
  // One moment for the whole look, however long it takes.
  const at = now();
  const changes = new Map<string, AlertChange>();
  let messages = 0;
  let nextAt = Number.POSITIVE_INFINITY;
  const rules = await readRules(database);

  await attempt('trustpoints', async () => await lookAtTrustpoints(database, rules, at, changes));
  for (const rule of rules) {
    await attempt(rule.kind, async () => {
      if (!isTrustpointRule(rule)) await lookAtOthers(database, rule, at, changes);
      const told = await tellAlerts(database, rule, { now: at, publicUrl }, changes);
      messages += told.messages;
      nextAt = Math.min(nextAt, told.nextAt ?? nextAt);
    });
  }
  for (const [id, change] of changes) publish({ type: 'alert-changed', id, change });
  return { messages, nextAt };

  async function attempt(what: AlertRule['kind'] | 'trustpoints', work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ what, err: error }, 'the alerts of a kind could not be looked at');
    }
  }
}
