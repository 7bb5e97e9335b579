import { KeyType } from '@crypto-cmp/policy';
import { z } from 'zod';
import { CmpServer } from './cmp-server.ts';
import { Identifier } from './identifier.ts';
import { Instant } from './instant.ts';

/** A row of the policies list. */
export const PolicySummary = z
  .object({
    id: Identifier,
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
    name: z.string(),
    description: z.string(),
    certificateRenewalTimeout: z.int(),
    keyType: KeyType,
    servers: z.array(CmpServer),
    trustpointCount: z.int(),
    /** How many of its trustpoints need a person. */
    needsYouCount: z.int(),
  })
  .meta({ id: 'PolicySummary' });
export type PolicySummary = z.infer<typeof PolicySummary>;
