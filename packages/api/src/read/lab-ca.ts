import { z } from 'zod';
import { Instant } from './instant.ts';

/** The lab CA beside this console, if any. Its Secret never leaves the server. */
export const LabCa = z
  .discriminatedUnion('configured', [
    z.object({ configured: z.literal(false) }),
    z.object({
      configured: z.literal(true),
      url: z.string(),
      rootSubject: z.string(),
      rootSha256: z.string(),
      rootNotAfter: Instant,
    }),
  ])
  .meta({ id: 'LabCa' });
export type LabCa = z.infer<typeof LabCa>;
