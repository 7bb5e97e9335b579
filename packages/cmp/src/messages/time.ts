import { choice, generalizedTime, type Infer, type Schema, utcTime } from '@crypto-cmp/der';

/**
 * RFC 5280 section 4.1. Years before 1950 and from 2050 on are generalTime, all others utcTime.
 *
 *     Time ::= CHOICE {
 *         utcTime      UTCTime,
 *         generalTime  GeneralizedTime }
 */
const time = choice({
  utcTime,
  generalTime: generalizedTime,
});
export type Time = Infer<typeof time>;
export const Time: Schema<Time> = time;
