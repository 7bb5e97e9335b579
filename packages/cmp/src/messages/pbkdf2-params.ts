import {
  choice,
  type Infer,
  octetString,
  optional,
  sequence,
  smallInteger,
  type Tagged,
  withDefault,
} from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * Parameters of `id-PBKDF2`: RFC 8018 appendix A.2. Both count and salt come from the peer: bound them before they cost
 * anything. keyLength is in octets.
 *
 *     PBKDF2-params ::= SEQUENCE {
 *         salt            CHOICE {
 *             specified    OCTET STRING,
 *             otherSource  AlgorithmIdentifier },
 *         iterationCount  INTEGER (1..MAX),
 *         keyLength       INTEGER (1..MAX) OPTIONAL,
 *         prf             AlgorithmIdentifier DEFAULT algid-hmacWithSHA1 }
 *
 *     algid-hmacWithSHA1 AlgorithmIdentifier ::= { algorithm id-hmacWithSHA1, parameters NULL }
 */
const pbkdf2Params = sequence({
  salt: choice({ specified: octetString, otherSource: AlgorithmIdentifier }),
  iterationCount: smallInteger,
  keyLength: optional(smallInteger),
  prf: withDefault(AlgorithmIdentifier, {
    algorithm: '1.2.840.113549.2.7',
    parameters: new Uint8Array([0x05, 0x00]),
  }),
});
export interface PBKDF2Params extends Infer<typeof pbkdf2Params> {}
export const PBKDF2Params: Tagged<PBKDF2Params> = pbkdf2Params;

export const ID_PBKDF2 = '1.2.840.113549.1.5.12';
