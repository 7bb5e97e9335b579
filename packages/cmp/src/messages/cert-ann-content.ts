import type { Schema } from '@crypto-cmp/der';

import { CMPCertificate } from './cmp-certificate.ts';

/**
 * RFC 9810 section 5.3.14.
 *
 *     CertAnnContent ::= CMPCertificate
 */
export type CertAnnContent = CMPCertificate;
export const CertAnnContent: Schema<CertAnnContent> = CMPCertificate;
