import {
  bitStringOctets,
  implicit,
  sequence,
  setOf,
  smallInteger,
  withDer,
  type Infer,
  type Tagged,
} from '@crypto-cmp/der';
import { AlgorithmIdentifier } from './algorithm-identifier.ts';
import { Attribute } from './attribute.ts';
import { Name } from './name.ts';
import { SubjectPublicKeyInfo } from './subject-public-key-info.ts';

// RFC 2986, section 4.1
//
// CertificationRequestInfo ::= SEQUENCE {
//   version            INTEGER { v1(0) },
//   subject            Name,
//   subjectPKInfo      SubjectPublicKeyInfo,
//   attributes     [0] SET OF Attribute }

const certificationRequestInfo = sequence({
  version: smallInteger,
  subject: Name,
  subjectPKInfo: SubjectPublicKeyInfo,
  attributes: implicit(0, setOf(Attribute)),
});

export interface CertificationRequestInfo extends Infer<typeof certificationRequestInfo> {}
export const CertificationRequestInfo: Tagged<CertificationRequestInfo> = certificationRequestInfo;

// RFC 2986, section 4.2
//
// CertificationRequest ::= SEQUENCE {
//   certificationRequestInfo  CertificationRequestInfo,
//   signatureAlgorithm        AlgorithmIdentifier,
//   signature                 BIT STRING }

const certificationRequest = sequence({
  certificationRequestInfo: withDer(CertificationRequestInfo),
  signatureAlgorithm: AlgorithmIdentifier,
  signature: bitStringOctets,
});

export interface CertificationRequest extends Infer<typeof certificationRequest> {}
export const CertificationRequest: Tagged<CertificationRequest> = certificationRequest;
