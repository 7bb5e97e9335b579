import { z } from 'zod';
import { Instant } from './instant.ts';

/** All that is ever told of a Secret. */
export const SecretState = z.object({ isSet: z.boolean(), setAt: Instant.nullable() }).meta({ id: 'SecretState' });
export type SecretState = z.infer<typeof SecretState>;
