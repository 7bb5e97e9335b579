import { z } from 'zod';
import { expectType, type Finding, follow, NOT_A_LIST, NOT_AN_OBJECT, NOTHING_ENTERED } from './finding.ts';
import { LIMITS } from './limits.ts';
import { NOT_A_TEXT, text } from './text.ts';
import { isTimeZone } from './time-zone.ts';

/** In the order of ISO 8601. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Stands first, since the schema below is made when the module is. */
const TIME_OF_DAY = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;

const days = z
  .array(z.enum(WEEKDAYS, expectType(`One of ${WEEKDAYS.join(', ')}`)), expectType(NOT_A_LIST))
  .min(LIMITS.renewalWindowDays.min, 'Choose at least one day')
  // A day named twice is one day, and the order says nothing.
  .overwrite((chosen) => WEEKDAYS.filter((day) => chosen.includes(day)));

/**
 * When renewals may be tried by themselves: from `from` to `to` by the clocks of `timeZone`, beginning on each of `days`.
 * A `to` that is not later than `from` is on the next day, so that a night is one window, and equal times are a whole day.
 */
export const RenewalWindow = z
  .strictObject(
    {
      days,
      from: timeOfDay(),
      to: timeOfDay(),
      /** Of the IANA time zone database. */
      timeZone: text(LIMITS.timeZone, findTimeZoneFault),
    },
    expectType(NOT_AN_OBJECT),
  )
  .meta({ id: 'RenewalWindow' });

export type RenewalWindow = z.output<typeof RenewalWindow>;

function timeOfDay() {
  return z.string(expectType(NOT_A_TEXT)).check(follow(findTimeFault)).meta({ pattern: TIME_OF_DAY.source });
}

function findTimeFault(value: string): Finding | undefined {
  if (value === '') return { code: 'required', message: NOTHING_ENTERED };
  if (TIME_OF_DAY.test(value)) return undefined;
  return { code: 'time-invalid', message: 'Not a time of day. Write hours and minutes, 00:00 to 23:59' };
}

function findTimeZoneFault(value: string): Finding | undefined {
  if (isTimeZone(value)) return undefined;
  return { code: 'time-zone-unknown', message: 'Not a known time zone. Its name is like Europe/Berlin, or UTC' };
}
