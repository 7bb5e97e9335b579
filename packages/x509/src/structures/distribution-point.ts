import {
  bitString,
  choice,
  explicit,
  implicit,
  optional,
  rawTagged,
  sequence,
  type Infer,
  type Schema,
  type Tagged,
} from '@crypto-cmp/der';
import { GeneralNames } from './general-name.ts';

// RFC 5280, section 4.2.1.13
//
// DistributionPointName ::= CHOICE {
//   fullName                 [0] GeneralNames,
//   nameRelativeToCRLIssuer  [1] RelativeDistinguishedName }

export type DistributionPointName =
  | { readonly type: 'fullName'; readonly value: GeneralNames }
  /** The whole element, `[1]` included. */
  | { readonly type: 'nameRelativeToCRLIssuer'; readonly value: Uint8Array };

export const DistributionPointName: Schema<DistributionPointName> = choice({
  fullName: implicit(0, GeneralNames),
  nameRelativeToCRLIssuer: rawTagged(0xa1),
});

// DistributionPoint ::= SEQUENCE {
//   distributionPoint  [0] DistributionPointName OPTIONAL,
//   reasons            [1] ReasonFlags OPTIONAL,
//   cRLIssuer          [2] GeneralNames OPTIONAL }
//
// ReasonFlags ::= BIT STRING { unused(0), keyCompromise(1), ... aACompromise(8) }

const distributionPoint = sequence({
  distributionPoint: optional(explicit(0, DistributionPointName)),
  reasons: optional(implicit(1, bitString)),
  cRLIssuer: optional(implicit(2, GeneralNames)),
});

export interface DistributionPoint extends Infer<typeof distributionPoint> {}
export const DistributionPoint: Tagged<DistributionPoint> = distributionPoint;
