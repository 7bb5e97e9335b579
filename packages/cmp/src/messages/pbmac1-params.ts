import { type Infer, sequence, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * Parameters of `id-PBMAC1`: RFC 8018 appendix A.5, RFC 9481 section 6.1.2.
 *
 *     PBMAC1-params ::= SEQUENCE {
 *         keyDerivationFunc  AlgorithmIdentifier, -- id-PBKDF2 with PBKDF2-params
 *         messageAuthScheme  AlgorithmIdentifier }
 */
const pbmac1Params = sequence({
  keyDerivationFunc: AlgorithmIdentifier,
  messageAuthScheme: AlgorithmIdentifier,
});
export interface PBMAC1Params extends Infer<typeof pbmac1Params> {}
export const PBMAC1Params: Tagged<PBMAC1Params> = pbmac1Params;

export const ID_PBMAC1 = '1.2.840.113549.1.5.14';
