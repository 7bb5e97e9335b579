import { z } from 'zod';
import { CmpServer } from './cmp-server.ts';
import { Instant } from './instant.ts';

/** What a connection is made of, in the order in which it is built. */
export const CONNECTION_LAYERS = ['dns', 'tcp', 'tls', 'http', 'cmp', 'cmp-protected'] as const;

/** One layer: what was found, and what to do about it. */
export const ConnectionTestLayer = z
  .object({
    layer: z.enum(CONNECTION_LAYERS),
    /** `not-tested`: it does not apply, or an earlier layer does not carry it; `detail` says which. */
    verdict: z.enum(['passed', 'failed', 'not-tested']),
    durationMs: z.int().nonnegative(),
    /** May quote names of the server's certificate: show as text. */
    detail: z.string(),
    advice: z.string().optional(),
  })
  .meta({ id: 'ConnectionTestLayer' });
export type ConnectionTestLayer = z.infer<typeof ConnectionTestLayer>;

/** How one CMP server answered just now, layer by layer. Nothing was issued. */
export const ConnectionTest = z
  .object({
    server: CmpServer,
    startedAt: Instant,
    /** Of the whole test. */
    durationMs: z.int().nonnegative(),
    /** All of them, in order. */
    layers: z.array(ConnectionTestLayer),
  })
  .meta({ id: 'ConnectionTest' });
export type ConnectionTest = z.infer<typeof ConnectionTest>;
