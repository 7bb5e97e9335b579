import { z } from 'zod';

/** Who did something. `name` is null while there is no sign-in, and for the scheduler. */
export const Actor = z
  .object({ kind: z.enum(['administrator', 'scheduler']), name: z.string().nullable() })
  .meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;
