import { SAN_TYPES } from '@crypto-cmp/policy';
import { z } from 'zod';
import { CertificateSummary } from './certificate-summary.ts';

/** A subject alternative name found in a certificate; the last three types no policy can ask for. */
export const IssuedAltName = z
  .object({ type: z.enum([...SAN_TYPES, 'uri', 'registered-id', 'other']), value: z.string() })
  .meta({ id: 'IssuedAltName' });

/** What a certificate says. All texts in it are the CA's: show them as text. */
export const CertificateDetail = CertificateSummary.extend({
  subjectAltNames: z.array(IssuedAltName),
  /** Such as `EC P-256` or `RSA 3072`. */
  key: z.string(),
  /** The names of RFC 5280, section 4.2.1.3; null when the certificate does not say. */
  keyUsage: z.array(z.string()).nullable(),
  /** The names of RFC 5280, section 4.2.1.12, or dotted numbers; null when the certificate does not say. */
  extendedKeyUsage: z.array(z.string()).nullable(),
}).meta({ id: 'CertificateDetail' });
export type CertificateDetail = z.infer<typeof CertificateDetail>;
