import type { ServerEvent } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import type { EventHub } from '../events/event-hub.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Database } from '../storage/database.ts';
import { createDeliverer, type Deliverer } from './delivery/deliverer.ts';
import { forgetOldAlerts } from './looking/forget-old-alerts.ts';
import { type Look, lookAtEverything } from './looking/look-at-everything.ts';

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
  readonly log: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
  /** Whether this process is the one of all replicas that looks. Messages are carried by every one. */
  readonly isLeader: () => boolean;
}

/**
 * Looks each minute, when a message is due, and at once when an enrollment has ended: by whomever it was started, it is
 * found in the same place.
 */
export function createAlertWatch(dependencies: AlertWatchDependencies): AlertWatch {
  const { database, hub, now, log, isLeader } = dependencies;
  const deliverer: Deliverer = createDeliverer({ ...dependencies, publish: hub.publish });
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let forgottenAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<unknown> = Promise.resolve();
  let waiting: Promise<Look> | undefined;
  let unsubscribe: () => void = () => undefined;

  /** One look after the other. All who ask while one is under way get one that begins after it. */
  async function lookAtAll(): Promise<Look> {
    waiting ??= looking.then(async () => {
      waiting = undefined;
      return await lookNow();
    });
    // One that fails keeps nobody from looking again.
    looking = waiting.catch(() => undefined);
    return await waiting;
  }

  async function lookNow(): Promise<Look> {
    const look = await lookAtEverything({ ...dependencies, publish: noteAndPublish });
    if (look.messages > 0) deliverer.wake();
    if (Math.abs(now() - forgottenAt) > FORGET_INTERVAL_MS) {
      await forgetOldAlerts(database, now());
      forgottenAt = now();
    }
    return look;
  }

  function noteAndPublish(event: ServerEvent): void {
    if (event.type === 'alert-changed') log.info({ alert: event.id, change: event.change }, 'an alert has changed');
    hub.publish(event);
  }

  async function lookInTurn(): Promise<void> {
    // Whoever becomes the leader meanwhile does not wait long.
    let pause = FOLLOWER_INTERVAL_MS;
    try {
      if (isLeader()) pause = Math.min((await lookAtAll()).nextAt - now(), INTERVAL_MS);
    } catch (error) {
      log.error({ err: error }, 'the alerts could not be looked at');
    }
    if (!isRunning) return;
    clearTimeout(timer);
    timer = setTimeout(() => void lookInTurn(), Math.max(pause, SHORTEST_PAUSE_MS));
  }

  /** Many end at once in a storm: one look for all of a moment. */
  function lookSoon(): void {
    if (!isRunning || soon !== undefined) return;
    soon = setTimeout(() => {
      soon = undefined;
      void lookInTurn();
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
      void lookInTurn();
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
