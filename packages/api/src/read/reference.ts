import { z } from 'zod';
import { Identifier } from './identifier.ts';

/** A resource in passing: enough to name it and to link to it. */
export const Reference = z.object({ id: Identifier, name: z.string() }).meta({ id: 'Reference' });
export type Reference = z.infer<typeof Reference>;
