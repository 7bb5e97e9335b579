import { WEEKDAYS } from '@crypto-cmp/policy';
import { z } from 'zod';

/**
 * When renewals may be tried by themselves, as it is stored: without the rules for writing it, since a time zone that the
 * machine which stored it knew may be unknown to this one.
 */
export const StoredRenewalWindow = z
  .object({
    days: z.array(z.enum(WEEKDAYS)),
    from: z.string(),
    to: z.string(),
    timeZone: z.string(),
  })
  .meta({ id: 'StoredRenewalWindow' });
