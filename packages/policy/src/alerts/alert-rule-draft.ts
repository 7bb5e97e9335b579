import { z } from 'zod';
import { expectType, expectVariant, NOT_A_LIST, NOT_AN_OBJECT } from '../finding.ts';
import { NOT_A_TEXT } from '../text.ts';
import { wholeNumber } from '../whole-number.ts';
import { ALERT_LIMITS } from './alert-limits.ts';

const flag = z.boolean(expectType('Neither true nor false'));

/** Where messages go. The bell in the console shows every alert of a rule that is on, whatever is chosen here. */
const channels = z.discriminatedUnion(
  'mode',
  [
    /** Every channel that is on, also those that come later. */
    z.strictObject({ mode: z.literal('all') }),
    z.strictObject({
      mode: z.literal('chosen'),
      channelIds: z
        .array(z.string(expectType(NOT_A_TEXT)), expectType(NOT_A_LIST))
        .max(ALERT_LIMITS.channels.max, `More than ${ALERT_LIMITS.channels.max} channels`)
        .overwrite((ids) => [...new Set(ids)]),
    }),
  ],
  expectVariant('Either all or chosen'),
);

/** After the first message: one more every so often, until it is over, acknowledged, or the number is used up. */
const repeat = z
  .strictObject(
    {
      everyMinutes: wholeNumber(ALERT_LIMITS.repeatMinutes, 'minutes'),
      times: wholeNumber(ALERT_LIMITS.repeatTimes, 'times'),
    },
    expectType(NOT_AN_OBJECT),
  )
  .nullable();

const shared = {
  enabled: flag,
  channels,
  /** Null: one message, and no more. */
  repeat,
  /** Whether a message says that it is over. */
  notifyEnd: flag,
};

const days = wholeNumber(ALERT_LIMITS.expiringDays, 'days');

/** When an administrator is told of what, and how often. */
export const AlertRuleDraft = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('enrollment-failed'), ...shared }),
      z.strictObject({ kind: z.literal('renewal-overdue'), ...shared }),
      z.strictObject({ kind: z.literal('certificate-expiring'), days, ...shared }),
      z.strictObject({ kind: z.literal('certificate-expired'), ...shared }),
      z.strictObject({
        kind: z.literal('ca-server-down'),
        minutes: wholeNumber(ALERT_LIMITS.downMinutes, 'minutes'),
        ...shared,
      }),
      z.strictObject({ kind: z.literal('ca-certificate-expiring'), days, ...shared }),
    ],
    expectVariant('Not a kind of alert'),
  )
  .meta({ id: 'AlertRuleDraft' });

export type AlertRuleDraft = z.output<typeof AlertRuleDraft>;
