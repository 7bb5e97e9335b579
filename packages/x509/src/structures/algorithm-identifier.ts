import { objectIdentifier, optional, rawValue, sequence, type Infer, type Tagged } from '@crypto-cmp/der';

// RFC 5280, section 4.1.1.2
//
// AlgorithmIdentifier ::= SEQUENCE {
//   algorithm   OBJECT IDENTIFIER,
//   parameters  ANY DEFINED BY algorithm OPTIONAL }

const algorithmIdentifier = sequence({
  algorithm: objectIdentifier,
  parameters: optional(rawValue),
});

export interface AlgorithmIdentifier extends Infer<typeof algorithmIdentifier> {}
export const AlgorithmIdentifier: Tagged<AlgorithmIdentifier> = algorithmIdentifier;
