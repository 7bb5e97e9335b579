import { bitStringOctets, sequence, type Infer, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from './algorithm-identifier.ts';

// RFC 5280, section 4.1
//
// SubjectPublicKeyInfo ::= SEQUENCE {
//   algorithm         AlgorithmIdentifier,
//   subjectPublicKey  BIT STRING }

const subjectPublicKeyInfo = sequence({
  algorithm: AlgorithmIdentifier,
  subjectPublicKey: bitStringOctets,
});

export interface SubjectPublicKeyInfo extends Infer<typeof subjectPublicKeyInfo> {}
export const SubjectPublicKeyInfo: Tagged<SubjectPublicKeyInfo> = subjectPublicKeyInfo;
