import { z } from 'zod';
import { CmpServer, CmpServerAddress } from './cmp-server.ts';
import { Instant } from './instant.ts';

/**
 * What keeps an enrollment from asking its CA server:
 * - `server-busy`: as many enrollments as it may have at once are under way there
 * - `server-rate`: as many as may begin in a minute have begun there
 * - `server-circuit-open`: it has not answered for a while, and the policy names no other server that does
 */
export const HOLD_UP_REASONS = ['server-busy', 'server-rate', 'server-circuit-open'] as const;
export type HoldUpReason = (typeof HOLD_UP_REASONS)[number];

/** An enrollment that must not begin at its CA server yet. It is taken up by itself as soon as there is room. */
export const HoldUp = z
  .object({
    reason: z.enum(HOLD_UP_REASONS),
    /** When it is looked at again; null when that depends on others. */
    until: Instant.nullable(),
    server: CmpServerAddress,
  })
  .meta({ id: 'HoldUp' });
export type HoldUp = z.infer<typeof HoldUp>;

export const NEXT_TRY_ACTIONS = ['send-again', 'ask-other-server', 'poll'] as const;
export type NextTryAction = (typeof NEXT_TRY_ACTIONS)[number];

/** What a running enrollment waits for the time to do: send the same message again, or ask a CA that said "later". */
export const NextTry = z
  .object({
    /** In the past while it is being done. */
    at: Instant,
    action: z.enum(NEXT_TRY_ACTIONS),
    /** Whom it asks. */
    server: CmpServer,
    /** How often this message was sent in vain to this server; 0 for a poll, and for a server that was not asked yet. */
    tries: z.int().nonnegative(),
  })
  .meta({ id: 'NextTry' });
export type NextTry = z.infer<typeof NextTry>;
