import { choice, generalizedTime, utcTime, type Schema } from '@crypto-cmp/der';

// RFC 5280, section 4.1
//
// Time ::= CHOICE {
//   utcTime      UTCTime,
//   generalTime  GeneralizedTime }

export type Time =
  | { readonly type: 'utcTime'; readonly value: Date }
  | { readonly type: 'generalTime'; readonly value: Date };

export const Time: Schema<Time> = choice({ utcTime, generalTime: generalizedTime });

/** RFC 5280, section 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050, both in whole seconds. */
export function toTime(date: Date): Time {
  const value = new Date(Math.floor(date.getTime() / 1000) * 1000);
  const year = value.getUTCFullYear();
  return { type: year >= 1950 && year < 2050 ? 'utcTime' : 'generalTime', value };
}
