import { encode, objectIdentifier, sequence, sequenceOf } from '@crypto-cmp/der';
import {
  type BasicConstraints,
  createBasicConstraints,
  createExtendedKeyUsage,
  createKeyUsage,
  type Extension,
  type KeyUsage,
} from '@crypto-cmp/x509';

/** What the key is to be certified for: wishes, which the CA may follow or not (RFC 9483, section 4.1.1). */
export interface RequestedUsages {
  readonly keyUsage?: readonly KeyUsage[];
  /** Object identifiers: see KEY_PURPOSES. */
  readonly extendedKeyUsage?: readonly string[];
  readonly basicConstraints?: BasicConstraints;
  /** Object identifiers. */
  readonly certificatePolicies?: readonly string[];
  readonly certificatePoliciesCritical?: boolean;
}

/** The extensions that say so. */
export function createUsageExtensions(usages: RequestedUsages): Extension[] {
  const { keyUsage, extendedKeyUsage, basicConstraints, certificatePolicies } = usages;
  return [
    ...(keyUsage === undefined ? [] : [createKeyUsage(keyUsage)]),
    ...(extendedKeyUsage === undefined ? [] : [createExtendedKeyUsage(extendedKeyUsage)]),
    ...(basicConstraints === undefined ? [] : [createBasicConstraints(basicConstraints)]),
    ...(certificatePolicies === undefined
      ? []
      : [createCertificatePolicies(certificatePolicies, usages.certificatePoliciesCritical ?? false)]),
  ];
}

/** RFC 5280, section 4.2.1.4, without qualifiers. */
function createCertificatePolicies(policies: readonly string[], critical: boolean): Extension {
  const value = policies.map((policyIdentifier) => ({ policyIdentifier }));
  return { extnID: CERTIFICATE_POLICIES, critical, extnValue: encode(certificatePoliciesSyntax, value) };
}

const CERTIFICATE_POLICIES = '2.5.29.32';

// certificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation
// PolicyInformation ::= SEQUENCE { policyIdentifier OBJECT IDENTIFIER, policyQualifiers ... OPTIONAL }
const certificatePoliciesSyntax = sequenceOf(sequence({ policyIdentifier: objectIdentifier }), { min: 1 });
