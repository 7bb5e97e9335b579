import { z } from 'zod';
import { Actor } from './actor.ts';
import { CertificateChain } from './certificate-chain.ts';
import { CertificateDetail } from './certificate-detail.ts';
import { Identifier } from './identifier.ts';
import { Instant } from './instant.ts';
import { trustpointSettings } from './trustpoint-settings.ts';
import { TrustpointSummary } from './trustpoint-summary.ts';
import { UsedBy } from './used-by.ts';

/** One line of a trustpoint's history. */
export const HistoryEntry = z
  .object({
    at: Instant,
    kind: z.enum([
      'created',
      'settings-changed',
      'secret-replaced',
      'secret-cleared',
      'enrolled',
      'renewed',
      'enrollment-failed',
      'renewal-failed',
      'enrollment-canceled',
      'revoked',
    ]),
    /** What stands below the headline: which request to which server, how long, why it failed. */
    detail: z.string(),
    by: Actor,
    enrollmentId: Identifier.nullable(),
  })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** One trustpoint with its current certificate. */
export const Trustpoint = TrustpointSummary.extend({
  ...trustpointSettings,
  certificate: CertificateDetail.nullable(),
  chain: CertificateChain.nullable(),
  /** The certificate's private key was made by the console, and never leaves it. */
  keyMadeHere: z.boolean(),
  usedBy: z.array(UsedBy),
  /** The latest entries, newest first. */
  history: z.array(HistoryEntry),
  historyTotal: z.int(),
}).meta({ id: 'Trustpoint' });
export type Trustpoint = z.infer<typeof Trustpoint>;
