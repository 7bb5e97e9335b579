import { choice, explicit, type Infer, type Schema } from '@crypto-cmp/der';

import { CMPCertificate } from './cmp-certificate.ts';
import { EncryptedKey } from './crmf/encrypted-key.ts';

/**
 * RFC 9810 section 5.3.4.
 *
 *     CertOrEncCert ::= CHOICE {
 *         certificate    [0] CMPCertificate,
 *         encryptedCert  [1] EncryptedKey }
 */
const certOrEncCert = choice({
  certificate: explicit(0, CMPCertificate),
  encryptedCert: explicit(1, EncryptedKey),
});
export type CertOrEncCert = Infer<typeof certOrEncCert>;
export const CertOrEncCert: Schema<CertOrEncCert> = certOrEncCert;
