import { type Infer, octetString, sequence, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

/**
 * RFC 9810 sections 5.1.1.5 and 5.3.19.18.
 *
 *     KemCiphertextInfo ::= SEQUENCE {
 *         kem  AlgorithmIdentifier,
 *         ct   OCTET STRING }
 */
const kemCiphertextInfo = sequence({
  kem: AlgorithmIdentifier,
  ct: octetString,
});
export interface KemCiphertextInfo extends Infer<typeof kemCiphertextInfo> {}
export const KemCiphertextInfo: Tagged<KemCiphertextInfo> = kemCiphertextInfo;
