import { z } from 'zod';
import { CmpServerAddress } from './cmp-server.ts';
import { ENROLLMENT_STATES } from './enrollment-state.ts';
import { Identifier } from './identifier.ts';

/**
 * What has changed: `data:` of an event, whose name is its `type`. It tells where to look again, never what is there; after
 * a lost connection look everywhere again.
 */
export const ServerEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('policy-changed'), id: Identifier, change: z.enum(['created', 'updated', 'deleted']) }),
    z.object({ type: z.literal('trustpoint-changed'), id: Identifier, policyId: Identifier }),
    z.object({
      type: z.literal('enrollment-changed'),
      id: Identifier,
      trustpointId: Identifier,
      state: z.enum(ENROLLMENT_STATES),
    }),
    /** The circuit of a CMP server, or what is held up there. */
    z.object({ type: z.literal('server-changed'), server: CmpServerAddress }),
    z.object({
      type: z.literal('alert-changed'),
      id: Identifier,
      change: z.enum(['began', 'changed', 'ended']),
    }),
    /** A rule or a channel. */
    z.object({ type: z.literal('alert-settings-changed') }),
    z.object({ type: z.literal('alert-delivery-changed'), id: Identifier, channelId: Identifier }),
  ])
  .meta({ id: 'ServerEvent' });
export type ServerEvent = z.infer<typeof ServerEvent>;
