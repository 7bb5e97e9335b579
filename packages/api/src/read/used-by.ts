import { z } from 'zod';
import { Reference } from './reference.ts';

/** What would break if something went away. */
export const UsedBy = z
  .object({
    kind: z.enum(['certificate', 'enrollment', 'service']),
    trustpoint: Reference,
    /** Such as `certificate valid until 2027-01-08` or `renewal running since 11:51`. */
    detail: z.string(),
  })
  .meta({ id: 'UsedBy' });
export type UsedBy = z.infer<typeof UsedBy>;
