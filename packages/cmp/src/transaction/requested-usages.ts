import { encode, objectIdentifier, sequence, sequenceOf } from '@crypto-cmp/der';
import {
  type BasicConstraints,
  type Certificate,
  createBasicConstraints,
  createExtendedKeyUsage,
  createKeyUsage,
  type Extension,
  EXTENSION_OIDS,
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

/** Those of a certificate that are about its use; what names keys, issuers and places is the CA's to say anew. */
export function usageExtensionsOf({ extensions }: Certificate): Extension[] {
  return extensions.filter(({ extnID }) => USAGES.has(extnID));
}

/** RFC 5280, section 4.2.1.4, without qualifiers. */
function createCertificatePolicies(policies: readonly string[], critical: boolean): Extension {
  const value = policies.map((policyIdentifier) => ({ policyIdentifier }));
  return { extnID: CERTIFICATE_POLICIES, critical, extnValue: encode(certificatePoliciesSyntax, value) };
}

const CERTIFICATE_POLICIES = '2.5.29.32';

const USAGES: ReadonlySet<string> = new Set([
  EXTENSION_OIDS.keyUsage,
  EXTENSION_OIDS.extendedKeyUsage,
  CERTIFICATE_POLICIES,
]);

// certificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation
// PolicyInformation ::= SEQUENCE { policyIdentifier OBJECT IDENTIFIER, policyQualifiers ... OPTIONAL }
const certificatePoliciesSyntax = sequenceOf(sequence({ policyIdentifier: objectIdentifier }), { min: 1 });
