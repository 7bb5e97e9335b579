import { EXTENSION_OIDS, KEY_USAGES } from '@crypto-cmp/x509';

import { childrenOf, childTagged, type Element, heldBy, leadingOid, oidOf } from '../element.ts';
import { nameOrOid } from '../oid-names.ts';
import { anything, choiceOf, fields, holding, listOf, optional, required, type Shape } from '../shape.ts';
import { generalName, generalNames, relativeDistinguishedName } from './name-shapes.ts';
import {
  boolean,
  generalizedTime,
  integer,
  namedBits,
  namedInteger,
  objectIdentifier,
  octetString,
  serialNumber,
  showNumber,
} from './primitive-shapes.ts';

export const extension: Shape = fields(
  'Extension',
  [
    required('extnID', objectIdentifier),
    optional('critical', boolean),
    required('extnValue', (oid) => holding(required('value', valueOf(oid)))),
  ],
  { nameOf: (element) => nameOrOid(leadingOid(element)), summarize: showExtension },
);

export const extensions: Shape = listOf('Extensions', required('extension', extension), 'extension');

/** The value in a few words where they are known, and whether it must be understood. */
function showExtension(element: Element): string {
  const value = childTagged(element, 0x04);
  const held = value && heldBy(value);
  const words = held && valueOf(leadingOid(element)).summarize?.(held);
  const critical = childTagged(element, 0x01) ? 'critical' : undefined;
  return [words, critical].filter((part) => part !== undefined).join(' · ');
}

function valueOf(oid: string | undefined): Shape {
  return (oid === undefined ? undefined : valueShapes[oid]) ?? anything;
}

export const distributionPointName: Shape = choiceOf('DistributionPointName', [
  required('fullName', generalNames, { implicit: 0 }),
  required('nameRelativeToCRLIssuer', relativeDistinguishedName, { implicit: 1 }),
]);

const reasonFlags = namedBits('ReasonFlags', {
  unused: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 7,
  aACompromise: 8,
});

const basicConstraints = fields('BasicConstraints', [optional('cA', boolean), optional('pathLenConstraint', integer)], {
  summarize: (element) => {
    if (!childTagged(element, 0x01)) return 'not a CA';
    const pathLength = childTagged(element, 0x02);
    return pathLength ? `CA, path length ${showNumber(pathLength) ?? '?'}` : 'CA';
  },
});

const extendedKeyUsage = listOf('ExtKeyUsageSyntax', required('purpose', objectIdentifier), 'purpose', {
  summarize: (element) =>
    childrenOf(element, 10)
      .map((purpose) => nameOrOid(oidOf(purpose)) ?? '?')
      .join(', '),
});

const authorityKeyIdentifier = fields(
  'AuthorityKeyIdentifier',
  [
    optional('keyIdentifier', octetString, { implicit: 0 }),
    optional('authorityCertIssuer', generalNames, { implicit: 1 }),
    optional('authorityCertSerialNumber', serialNumber, { implicit: 2 }),
  ],
  {
    summarize: (element) => {
      const identifier = childTagged(element, 0x80);
      return identifier && octetString.summarize?.(identifier);
    },
  },
);

const distributionPoints = listOf(
  'CRLDistributionPoints',
  required(
    'distributionPoint',
    fields('DistributionPoint', [
      optional('distributionPoint', distributionPointName, { explicit: 0 }),
      optional('reasons', reasonFlags, { implicit: 1 }),
      optional('cRLIssuer', generalNames, { implicit: 2 }),
    ]),
  ),
);

const generalSubtrees = listOf(
  'GeneralSubtrees',
  required(
    'subtree',
    fields('GeneralSubtree', [
      required('base', generalName),
      optional('minimum', integer, { implicit: 0 }),
      optional('maximum', integer, { implicit: 1 }),
    ]),
  ),
);

const certificatePolicies = listOf(
  'CertificatePolicies',
  required(
    'policy',
    fields(
      'PolicyInformation',
      [required('policyIdentifier', objectIdentifier), optional('policyQualifiers', anything)],
      {
        summarize: (element) => nameOrOid(leadingOid(element)),
      },
    ),
  ),
  'policy',
  {
    summarize: (element) =>
      childrenOf(element, 10)
        .map((policy) => nameOrOid(leadingOid(policy)) ?? '?')
        .join(', '),
  },
);

const accessDescriptions = listOf(
  'AuthorityInfoAccessSyntax',
  required(
    'access',
    fields('AccessDescription', [required('accessMethod', objectIdentifier), required('accessLocation', generalName)], {
      nameOf: (element) => nameOrOid(leadingOid(element)),
    }),
  ),
);

/** RFC 5280 section 5.3.1. */
const CRL_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
};

const valueShapes: Readonly<Record<string, Shape>> = {
  [EXTENSION_OIDS.subjectKeyIdentifier]: octetString,
  [EXTENSION_OIDS.keyUsage]: namedBits('KeyUsage', Object.fromEntries(KEY_USAGES.map((usage, bit) => [usage, bit]))),
  [EXTENSION_OIDS.subjectAltName]: generalNames,
  '2.5.29.18': generalNames,
  [EXTENSION_OIDS.basicConstraints]: basicConstraints,
  '2.5.29.20': serialNumber,
  '2.5.29.21': namedInteger('CRLReason', CRL_REASONS, 0x0a),
  '2.5.29.24': generalizedTime,
  '2.5.29.29': generalNames,
  [EXTENSION_OIDS.nameConstraints]: fields('NameConstraints', [
    optional('permittedSubtrees', generalSubtrees, { implicit: 0 }),
    optional('excludedSubtrees', generalSubtrees, { implicit: 1 }),
  ]),
  [EXTENSION_OIDS.cRLDistributionPoints]: distributionPoints,
  '2.5.29.32': certificatePolicies,
  [EXTENSION_OIDS.authorityKeyIdentifier]: authorityKeyIdentifier,
  [EXTENSION_OIDS.extendedKeyUsage]: extendedKeyUsage,
  '2.5.29.46': distributionPoints,
  '1.3.6.1.5.5.7.1.1': accessDescriptions,
};
