import { SERVER_ROLES, TRANSPORTS } from '@crypto-cmp/policy';
import { z } from 'zod';

/** A CMP server as a policy names it. */
export const CmpServer = z
  .object({
    role: z.enum(SERVER_ROLES),
    host: z.string(),
    port: z.int(),
    path: z.string(),
    transport: z.enum(TRANSPORTS),
  })
  .meta({ id: 'CmpServer' });
export type CmpServer = z.infer<typeof CmpServer>;

/** A CMP server as such, whatever policy names it: its limits and its circuit belong to this. */
export const CmpServerAddress = CmpServer.omit({ role: true, path: true }).meta({ id: 'CmpServerAddress' });
export type CmpServerAddress = z.infer<typeof CmpServerAddress>;
