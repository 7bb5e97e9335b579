import { randomUUID } from 'node:crypto';

import type { Kysely } from 'kysely';

import type { PublishEvent } from '../../events/event-hub.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Database } from '../../storage/database.ts';
import { openChannel } from '../channels/stored-channel.ts';
import { AlertNotice } from '../messages/alert-notice.ts';
import { DeliveryError, deliveryProblem } from './delivery-problem.ts';
import { type AttemptEnd, clearDeliveryLeases, leaseDelivery, nextDeliveryIn, settleDelivery } from './outbox.ts';
import { nextDeliveryTryAt } from './retry-times.ts';
import { sendNotice } from './send-notice.ts';
import type { DeliveryRow } from './stored-delivery.ts';
import type { Delivered } from './usable-channel.ts';

/** Carries the outbox to its channels, for as long as the process runs. */
export interface Deliverer {
  /** Takes up what an earlier process left, then whatever becomes due. */
  start(): Promise<void>;
  /** Something may be due. */
  wake(): void;
  /** Carries what is due now, and returns when that has been tried. */
  deliver(): Promise<void>;
  stop(): Promise<void>;
}

export interface DelivererDependencies {
  readonly database: Kysely<Database>;
  readonly sealer: Sealer;
  readonly publish: PublishEvent;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

export function createDeliverer(dependencies: DelivererDependencies): Deliverer {
  const { database, now, log } = dependencies;
  const owner = randomUUID();
  const inWork = new Map<string, Promise<void>>();
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  /** One attempt for each channel at a time: a mail server that hangs holds up nobody else. */
  async function takeDue(): Promise<void> {
    while (inWork.size < CONCURRENCY) {
      const row = await leaseDelivery(database, owner, now(), [...inWork.keys()]);
      if (row === undefined) return;
      const attempt = attemptDelivery(dependencies, row, owner)
        .catch((error: unknown) => log.error({ delivery: row.id, err: error }, 'a message could not be settled'))
        .finally(() => {
          inWork.delete(row.channelId);
          wake();
        });
      inWork.set(row.channelId, attempt);
    }
  }

  function wake(): void {
    if (!isRunning) return;
    clearTimeout(timer);
    looking = looking.then(async () => {
      if (!isRunning) return;
      let delayMs = AFTER_ERROR_MS;
      try {
        await takeDue();
        delayMs = (await nextDeliveryIn(database, now())) ?? LONGEST_SLEEP_MS;
      } catch (error) {
        log.error({ err: error }, 'the outbox of alerts could not be read');
      }
      clearTimeout(timer);
      // At least a second: what is due while its channel is busy is looked for again when that has ended.
      timer = setTimeout(wake, Math.min(Math.max(delayMs, SHORTEST_SLEEP_MS), LONGEST_SLEEP_MS));
    });
  }

  return {
    async start() {
      await clearDeliveryLeases(database);
      isRunning = true;
      wake();
    },
    wake,
    async deliver() {
      for (;;) {
        const row = await leaseDelivery(database, owner, now(), [...inWork.keys()]);
        if (row === undefined) break;
        await attemptDelivery(dependencies, row, owner);
      }
      await Promise.all(inWork.values());
    },
    async stop() {
      isRunning = false;
      clearTimeout(timer);
      await looking;
      // An attempt that is cut off here is made again: its lease is taken up at the next start.
      await Promise.race([
        Promise.all(inWork.values()),
        new Promise((resolve) => setTimeout(resolve, STOP_PATIENCE_MS).unref()),
      ]);
    },
  };
}

/** Tries to deliver a leased message, and writes down what came of it. */
async function attemptDelivery(
  { database, sealer, publish, now, log }: DelivererDependencies,
  row: DeliveryRow,
  owner: string,
): Promise<void> {
  const end = await attempt(database, sealer, row, now, log);
  if (!(await settleDelivery(database, row, owner, end, now()))) return;
  const { id, channelId, event } = row;
  const details = { delivery: id, alert: row.alertId, channel: row.channelName, event, state: end.state };
  log[end.state === 'failed' ? 'warn' : 'info'](details, 'a message of an alert was tried');
  publish({ type: 'alert-delivery-changed', id, channelId });
}

async function attempt(
  database: Kysely<Database>,
  sealer: Sealer,
  row: DeliveryRow,
  now: () => number,
  log: DelivererDependencies['log'],
): Promise<AttemptEnd> {
  const channel = await database
    .selectFrom('alertChannels')
    .selectAll()
    .where('id', '=', row.channelId)
    .where('enabled', '=', 1)
    .executeTakeFirst();
  if (channel === undefined) return { state: 'dropped' };
  try {
    const notice = AlertNotice.parse(JSON.parse(row.notice));
    // Written by settleDelivery alone.
    const remaining = row.remaining === null ? undefined : (JSON.parse(row.remaining) as string[]);
    const { recipients } = await sendNotice(openChannel(sealer, channel), notice, now(), remaining);
    return endOf(recipients, row, now());
  } catch (error) {
    if (!(error instanceof DeliveryError)) {
      log.error({ delivery: row.id, err: error }, 'a message of an alert could not be sent');
    }
    const problem = error instanceof DeliveryError ? error.problem : deliveryProblem('console-failed', row.channelName);
    return again(row, { problem }, now());
  }
}

/** Those who were refused get it again alone: whoever has it is not written to twice. */
function endOf(recipients: Delivered['recipients'], row: DeliveryRow, now: number): AttemptEnd {
  const refused = recipients.filter(({ accepted }) => !accepted);
  const [first] = refused;
  if (first === undefined) return { state: 'delivered' };
  const where = `The mail server, for ${first.address},`;
  const problem = deliveryProblem('recipient-refused', where, first.answer ?? '');
  return again(row, { problem, remaining: refused.map(({ address }) => address) }, now);
}

function again(
  { tries }: DeliveryRow,
  why: Pick<Extract<AttemptEnd, { state: 'failed' }>, 'problem' | 'remaining'>,
  now: number,
): AttemptEnd {
  const nextTryAt = nextDeliveryTryAt(tries + 1, now, Math.random());
  return nextTryAt === undefined ? { state: 'failed', ...why } : { state: 'pending', nextTryAt, ...why };
}

/** More than there are channels that hang at once: each has one attempt at a time. */
const CONCURRENCY = 16;
const LONGEST_SLEEP_MS = 30_000;
const SHORTEST_SLEEP_MS = 1000;
const AFTER_ERROR_MS = 5000;
const STOP_PATIENCE_MS = 4000;
