import { z } from 'zod';
import { Instant } from './instant.ts';

/** A certificate in one line. Names are RFC 4514 text. */
export const CertificateSummary = z
  .object({
    subject: z.string(),
    issuer: z.string(),
    /** Lower case hexadecimal, without separators. */
    serialNumber: z.string(),
    notBefore: Instant,
    notAfter: Instant,
    /** The SHA-256 of the DER, lower case hexadecimal, without separators. */
    sha256: z.string(),
  })
  .meta({ id: 'CertificateSummary' });
export type CertificateSummary = z.infer<typeof CertificateSummary>;
