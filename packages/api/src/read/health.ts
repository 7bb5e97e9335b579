import { z } from 'zod';

export const Liveness = z.object({ status: z.literal('live') }).meta({ id: 'Liveness' });

/** Each thing the console needs, and whether it is there. */
export const Readiness = z
  .object({
    status: z.enum(['ready', 'not-ready']),
    checks: z.array(z.object({ name: z.string(), ready: z.boolean() })),
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof Readiness>;
