import { type Infer, optional, rawTagged, sequence, setOf, smallInteger, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { EncapsulatedContentInfo } from './encapsulated-content-info.ts';
import { SignerInfo } from './signer-info.ts';

/**
 * RFC 5652 section 5.1. Certificates and CRLs stay as they stand, context tag included: these sets are seldom sorted.
 *
 *     SignedData ::= SEQUENCE {
 *         version               CMSVersion,
 *         digestAlgorithms      SET OF AlgorithmIdentifier,
 *         encapContentInfo      EncapsulatedContentInfo,
 *         certificates      [0] SET OF CertificateChoices OPTIONAL,
 *         crls              [1] SET OF RevocationInfoChoice OPTIONAL,
 *         signerInfos           SET OF SignerInfo }
 */
const signedData = sequence({
  version: smallInteger,
  digestAlgorithms: setOf(AlgorithmIdentifier),
  encapContentInfo: EncapsulatedContentInfo,
  certificates: optional(rawTagged(0xa0)),
  crls: optional(rawTagged(0xa1)),
  signerInfos: setOf(SignerInfo),
});
export interface SignedData extends Infer<typeof signedData> {}
export const SignedData: Tagged<SignedData> = signedData;
