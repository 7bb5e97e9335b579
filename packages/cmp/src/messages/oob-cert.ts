import type { Schema } from '@crypto-cmp/der';

import { CMPCertificate } from './cmp-certificate.ts';

/**
 * A root CA certificate handed over out of band: RFC 9810 section 5.2.5.
 *
 *     OOBCert ::= CMPCertificate
 */
export type OOBCert = CMPCertificate;
export const OOBCert: Schema<OOBCert> = CMPCertificate;
