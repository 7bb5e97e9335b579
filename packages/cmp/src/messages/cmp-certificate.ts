import { rawSequence, type Schema } from '@crypto-cmp/der';

/**
 * A certificate as it stands, in DER, for a lenient reader to open: real ones break strict string rules, and all are
 * compared, hashed and echoed octet for octet.
 *
 *     CMPCertificate ::= CHOICE { x509v3PKCert Certificate, ... }
 *
 * No other alternative has been defined (RFC 9810 appendix F).
 */
export type CMPCertificate = Uint8Array;
export const CMPCertificate: Schema<CMPCertificate> = rawSequence;
