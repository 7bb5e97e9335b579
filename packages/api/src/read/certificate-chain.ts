import { z } from 'zod';
import { Instant } from './instant.ts';

export const ChainItem = z
  .object({
    role: z.enum(['end-entity', 'intermediate', 'trust-anchor']),
    subject: z.string(),
    /** The common name, or what stands for it. */
    displayName: z.string(),
    key: z.string(),
    notAfter: Instant,
    sha256: z.string(),
    /** Whether its signature was verified with the key of the next item; null for the last one. */
    signatureVerified: z.boolean().nullable(),
  })
  .meta({ id: 'ChainItem' });

/** From the certificate upwards. `complete`: it ends at a trust anchor, and every signature was verified. */
export const CertificateChain = z
  .object({ complete: z.boolean(), items: z.array(ChainItem) })
  .meta({ id: 'CertificateChain' });
export type CertificateChain = z.infer<typeof CertificateChain>;
