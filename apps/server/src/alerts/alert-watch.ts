import { ALERT_KINDS, type AlertKind } from '@crypto-cmp/policy';
import type { Kysely } from 'kysely';

import type { EventHub } from '../events/event-hub.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Database } from '../storage/database.ts';
import { createDeliverer, type Deliverer } from './delivery/deliverer.ts';
import { lookAtKind } from './looking/look-at-kind.ts';
import { forgetOldAlerts } from './looking/forget-old-alerts.ts';

/** Watches for what needs a person, and tells it, for as long as the process runs. */
export interface AlertWatch {
  start(): Promise<void>;
  /** Looks once at every kind of alert; gives the number of messages it has put into the outbox. */
  look(): Promise<number>;
  /** Carries what is due in the outbox, and returns when that has been tried. */
  deliver(): Promise<void>;
  stop(): Promise<void>;
}

export interface AlertWatchDependencies {
  readonly database: Kysely<Database>;
  readonly sealer: Sealer;
  readonly hub: EventHub;
  readonly publicUrl: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: { info(details: object, message: string): void; error(details: object, message: string): void };
  /** Whether this process is the one of all replicas that looks. Messages are carried by every one. */
  readonly isLeader: () => boolean;
}

/**
 * Looks each minute, when a message is due, and at once when an enrollment has ended: by whomever it was started, it is
 * found in the same place.
 */
export function createAlertWatch(dependencies: AlertWatchDependencies): AlertWatch {
  const { database, hub, publicUrl, now, log, isLeader } = dependencies;
  const deliverer: Deliverer = createDeliverer({ ...dependencies, publish: hub.publish });
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let forgottenAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<unknown> = Promise.resolve();
  let unsubscribe: () => void = () => undefined;

  async function lookAtAll(): Promise<{ readonly messages: number; readonly nextAt: number }> {
    let messages = 0;
    let nextAt = Number.POSITIVE_INFINITY;
    for (const kind of ALERT_KINDS) {
      const look = await lookAt(kind);
      messages += look.messages;
      nextAt = Math.min(nextAt, look.nextAt);
    }
    if (messages > 0) deliverer.wake();
    if (now() - forgottenAt > FORGET_INTERVAL_MS) {
      await forgetOldAlerts(database, now());
      forgottenAt = now();
    }
    return { messages, nextAt };
  }

  /** One kind that cannot be looked at keeps nobody from the others. */
  async function lookAt(kind: AlertKind): Promise<{ readonly messages: number; readonly nextAt: number }> {
    try {
      const { changes, messages, nextAt } = await lookAtKind(database, kind, { now: now(), publicUrl });
      for (const [id, change] of changes) hub.publish({ type: 'alert-changed', id, change });
      return { messages, nextAt: nextAt ?? Number.POSITIVE_INFINITY };
    } catch (error) {
      log.error({ kind, err: error }, 'the alerts of a kind could not be looked at');
      return { messages: 0, nextAt: Number.POSITIVE_INFINITY };
    }
  }

  function lookAgain(delayMs: number): void {
    if (!isRunning) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      looking = looking.then(async () => {
        const nextAt = isLeader() ? (await lookAtAll()).nextAt : Number.POSITIVE_INFINITY;
        // Whoever becomes the leader meanwhile does not wait long.
        const pause = Math.min(nextAt - now(), isLeader() ? INTERVAL_MS : FOLLOWER_INTERVAL_MS);
        lookAgain(Math.max(pause, SHORTEST_PAUSE_MS));
      });
    }, delayMs);
  }

  /** Many end at once in a storm: one look for all of a moment. */
  function lookSoon(): void {
    if (!isRunning || soon !== undefined) return;
    soon = setTimeout(() => {
      soon = undefined;
      lookAgain(0);
    }, SOON_MS);
  }

  return {
    async start() {
      isRunning = true;
      unsubscribe = hub.subscribe((event) => {
        if (event.type === 'enrollment-changed' && (event.state === 'failed' || event.state === 'succeeded'))
          lookSoon();
      }, lookSoon);
      await deliverer.start();
      lookAgain(0);
    },
    look: async () => (await lookAtAll()).messages,
    deliver: async () => await deliverer.deliver(),
    async stop() {
      isRunning = false;
      unsubscribe();
      clearTimeout(timer);
      clearTimeout(soon);
      await looking;
      await deliverer.stop();
    },
  };
}

const INTERVAL_MS = 60_000;
const FOLLOWER_INTERVAL_MS = 5000;
const SHORTEST_PAUSE_MS = 1000;
const SOON_MS = 250;
const FORGET_INTERVAL_MS = 3_600_000;
