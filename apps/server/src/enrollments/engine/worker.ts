import type { CryptoProvider } from '@crypto-cmp/x509';
import type { Kysely } from 'kysely';

import type { PublishEvent } from '../../events/event-hub.ts';
import type { GateRules } from '../../servers/server-limits.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Database } from '../../storage/database.ts';
import type { EnrollmentMeter } from './enrollment-meter.ts';
import type { SendMessage } from './send-message.ts';

/** What working an enrollment needs. */
export interface Worker {
  readonly database: Kysely<Database>;
  readonly sealer: Sealer;
  readonly crypto: CryptoProvider;
  readonly send: SendMessage;
  readonly publish: PublishEvent;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: WorkerLog;
  readonly meter: EnrollmentMeter;
  readonly limits: EnrollmentLimits;
  /** What is allowed at each CA server. */
  readonly rules: GateRules;
  /** Marks the rows this process has leased. */
  readonly owner: string;
}

export interface EnrollmentLimits {
  readonly messageTimeoutSeconds: number;
  /** Without the time the CA lets us wait. */
  readonly totalTimeoutSeconds: number;
  readonly waitingLimitSeconds: number;
}

/** The part of the logger that is used here. */
export interface WorkerLog {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
