import { z } from 'zod';
import { expectType, NOT_AN_OBJECT } from '../finding.ts';
import { LIMITS } from '../limits.ts';
import { wholeNumber } from '../whole-number.ts';

/** Null: as the server's settings say. */
export const TimeoutSettings = z.strictObject(
  {
    /** For the answer to one message. */
    messageSeconds: wholeNumber(LIMITS.messageSeconds, 'seconds').nullable().default(null),
    /** For an enrollment, without the time the CA lets us wait. */
    totalSeconds: wholeNumber(LIMITS.totalSeconds, 'seconds').nullable().default(null),
    /** How long the CA may let us wait. */
    waitingHours: wholeNumber(LIMITS.waitingHours, 'hours').nullable().default(null),
  },
  expectType(NOT_AN_OBJECT),
);
