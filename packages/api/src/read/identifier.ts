import { z } from 'zod';

/** What a resource is named by in its address. Opaque. */
export const Identifier = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'Not an identifier');
