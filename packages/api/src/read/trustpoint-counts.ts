import { z } from 'zod';

const count = z.int().nonnegative();

/** How many trustpoints there are in each state, and in all. `needsYou` goes across the states. */
export const TrustpointCounts = z
  .object({
    all: count,
    needsYou: count,
    empty: count,
    valid: count,
    'renewal-due': count,
    overdue: count,
    expired: count,
    revoked: count,
  })
  .meta({ id: 'TrustpointCounts' });
export type TrustpointCounts = z.infer<typeof TrustpointCounts>;
