import { bitString, boolean, explicit, implicit, optional, sequence, withDefault } from '@crypto-cmp/der';
import { createExtension } from '../extensions/create-extension.ts';
import { readExtension, type WithExtensions } from '../extensions/read-extension.ts';
import { DistributionPointName } from '../structures/distribution-point.ts';
import type { Extension } from '../structures/extension.ts';

// RFC 5280, section 5.2.5
//
// IssuingDistributionPoint ::= SEQUENCE {
//   distributionPoint          [0] DistributionPointName OPTIONAL,
//   onlyContainsUserCerts      [1] BOOLEAN DEFAULT FALSE,
//   onlyContainsCACerts        [2] BOOLEAN DEFAULT FALSE,
//   onlySomeReasons            [3] ReasonFlags OPTIONAL,
//   indirectCRL                [4] BOOLEAN DEFAULT FALSE,
//   onlyContainsAttributeCerts [5] BOOLEAN DEFAULT FALSE }

export interface IssuingDistributionPoint {
  readonly distributionPoint?: DistributionPointName;
  readonly onlyContainsUserCerts: boolean;
  readonly onlyContainsCACerts: boolean;
  /** The list covers some reasons of revocation and no others. */
  readonly onlySomeReasons: boolean;
  readonly indirectCRL: boolean;
  readonly onlyContainsAttributeCerts: boolean;
}

/**
 * Which certificates a list is about; undefined when it is about all of its issuer.
 *
 * @throws X509Error `malformed-structure`
 */
export function issuingDistributionPoint(list: WithExtensions): IssuingDistributionPoint | undefined {
  const value = readExtension(list, 'issuingDistributionPoint', lenient);
  if (value === undefined) return undefined;
  return {
    ...(value.distributionPoint && { distributionPoint: value.distributionPoint }),
    onlyContainsUserCerts: value.onlyContainsUserCerts ?? false,
    onlyContainsCACerts: value.onlyContainsCACerts ?? false,
    onlySomeReasons: value.onlySomeReasons !== undefined,
    indirectCRL: value.indirectCRL ?? false,
    onlyContainsAttributeCerts: value.onlyContainsAttributeCerts ?? false,
  };
}

/** RFC 5280 wants it critical: who does not know it would take the list for a complete one. */
export function createIssuingDistributionPoint(value: {
  readonly distributionPoint?: DistributionPointName;
  readonly onlyContainsUserCerts?: boolean;
  readonly onlyContainsCACerts?: boolean;
}): Extension {
  const { onlyContainsUserCerts = false, onlyContainsCACerts = false, ...rest } = value;
  return createExtension('issuingDistributionPoint', true, strict, {
    ...rest,
    onlyContainsUserCerts,
    onlyContainsCACerts,
  });
}

/** Real lists spell FALSE out. */
const lenient = sequence({
  distributionPoint: optional(explicit(0, DistributionPointName)),
  onlyContainsUserCerts: optional(implicit(1, boolean)),
  onlyContainsCACerts: optional(implicit(2, boolean)),
  onlySomeReasons: optional(implicit(3, bitString)),
  indirectCRL: optional(implicit(4, boolean)),
  onlyContainsAttributeCerts: optional(implicit(5, boolean)),
});

const strict = sequence({
  distributionPoint: optional(explicit(0, DistributionPointName)),
  onlyContainsUserCerts: withDefault(implicit(1, boolean), false),
  onlyContainsCACerts: withDefault(implicit(2, boolean), false),
});
