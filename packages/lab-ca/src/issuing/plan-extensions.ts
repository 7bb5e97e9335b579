import {
  basicConstraints,
  createBasicConstraints,
  createExtendedKeyUsage,
  createKeyUsage,
  type Extension,
  EXTENSION_OIDS,
  extendedKeyUsage,
  isNullName,
  KEY_PURPOSES,
  type KeyDescription,
  type KeyUsage,
  keyUsage,
  subjectAltNames,
} from '@crypto-cmp/x509';

import { Refusal } from '../refusal.ts';
import type { CertificateWish } from './certificate-wish.ts';
import type { Grants } from './plan-certificate.ts';
import type { Profile } from './profiles.ts';

export interface PlannedExtensions {
  readonly extensions: readonly Extension[];
  /** Wishes that are not granted, in words. */
  readonly modifications: readonly string[];
}

/**
 * The extensions that depend on the request. Wishes are granted, or left out where nothing hinges on them: then the
 * answer is grantedWithMods (RFC 9483, section 5.1.1).
 *
 * @throws Refusal, X509Error
 */
export function planExtensions(wish: CertificateWish, grants: Grants): PlannedExtensions {
  const { profile } = grants;
  const wished = new Map(wish.extensions.map((extension) => [extension.extnID, extension]));
  if (wished.size < wish.extensions.length) throw new Refusal('badCertTemplate', 'an extension is asked for twice');
  checkBasicConstraints(wish);
  if (profile?.needsSubjectAltName === true && !wished.has(EXTENSION_OIDS.subjectAltName)) {
    throw new Refusal('badCertTemplate', 'this certificate profile needs a subjectAltName');
  }
  const left = [...wished.values()].filter(({ extnID }) => !UNDERSTOOD.has(extnID));
  const critical = left.find((extension) => extension.critical);
  if (critical !== undefined) {
    throw new Refusal('badCertTemplate', `critical extension ${critical.extnID} is not issued here`);
  }
  return {
    extensions: [
      createBasicConstraints({ cA: false }),
      createKeyUsage(planKeyUsage(wish)),
      planExtendedKeyUsage(wish, wished.get(EXTENSION_OIDS.extendedKeyUsage)?.critical ?? false, grants),
      ...planSubjectAltName(wish, wished.get(EXTENSION_OIDS.subjectAltName)),
      ...[...wished.values()].filter(({ extnID }) => extnID === CERTIFICATE_POLICIES),
    ],
    modifications: [
      ...left.map(({ extnID }) => `extension ${extnID} is left out`),
      ...(profile === undefined ? [] : purposeModification(wish, profile)),
    ],
  };
}

/** RFC 9483, section 5.1.1: no requester becomes a CA here. */
function checkBasicConstraints(wish: CertificateWish): void {
  const constraints = basicConstraints(wish);
  if (constraints?.cA === true) throw new Refusal('notAuthorized', 'certificates for CAs are not issued here');
  if (constraints?.pathLenConstraint !== undefined) {
    throw new Refusal('badCertTemplate', 'pathLenConstraint without cA');
  }
}

function planKeyUsage(wish: CertificateWish): Iterable<KeyUsage> {
  const { key } = wish;
  const wished = keyUsage(wish);
  if (wished === undefined) return defaultKeyUsage(key);
  for (const usage of wished) {
    if (usage === 'keyCertSign' || usage === 'cRLSign') {
      throw new Refusal('notAuthorized', `keyUsage ${usage} is for CAs`);
    }
    if (!fitsKey(usage, key))
      throw new Refusal('badCertTemplate', `keyUsage ${usage} does not fit a key of type ${key.label}`);
  }
  return wished;
}

function defaultKeyUsage({ algorithm }: KeyDescription): readonly KeyUsage[] {
  switch (algorithm) {
    case 'RSA':
      return ['digitalSignature', 'keyEncipherment'];
    case 'ML-KEM':
      return ['keyEncipherment'];
    case 'other':
      return ['keyAgreement'];
    default:
      return ['digitalSignature'];
  }
}

/** RFC 3279, section 2.3; RFC 5480, section 3; RFC 8410, section 5; RFC 9935, section 5. Of the others, X25519 and X448. */
function fitsKey(usage: KeyUsage, { algorithm }: KeyDescription): boolean {
  const signs = algorithm !== 'ML-KEM' && algorithm !== 'other';
  if (usage === 'digitalSignature' || usage === 'contentCommitment') return signs;
  if (usage === 'keyEncipherment') return algorithm === 'RSA' || algorithm === 'ML-KEM';
  if (usage === 'dataEncipherment') return algorithm === 'RSA';
  return algorithm === 'EC' || algorithm === 'other';
}

function planExtendedKeyUsage(wish: CertificateWish, critical: boolean, grants: Grants): Extension {
  const wished = extendedKeyUsage(wish);
  const reserved = RESERVED_PURPOSES.find(
    (purpose) => wished?.has(purpose) === true && !(purpose === KEY_PURPOSES.cmcRA && grants.registrationAuthorities),
  );
  if (reserved !== undefined) throw new Refusal('notAuthorized', `extended key usage ${reserved} is for authorities`);
  return createExtendedKeyUsage([...(grants.profile?.purposes ?? wished ?? DEFAULT_PURPOSES)], critical);
}

function purposeModification(wish: CertificateWish, { purposes }: Profile): string[] {
  const wished = extendedKeyUsage(wish);
  const isGranted = wished === undefined || [...wished].toSorted().join() === purposes.toSorted().join();
  return isGranted ? [] : ['the extended key usage is that of the certificate profile'];
}

function planSubjectAltName(wish: CertificateWish, wished: Extension | undefined): Extension[] {
  const hasSubject = !isNullName(wish.subject);
  if (wished === undefined) {
    if (hasSubject) return [];
    throw new Refusal('badCertTemplate', 'there is neither a subject nor a subjectAltName');
  }
  if (subjectAltNames(wish).length === 0) throw new Refusal('badCertTemplate', 'subjectAltName is empty');
  // RFC 5280, section 4.2.1.6: it must be critical where there is no subject.
  return [{ ...wished, critical: wished.critical || !hasSubject }];
}

const CERTIFICATE_POLICIES = '2.5.29.32';

/** Those that we issue by wish, and the key identifiers, which we choose ourselves and which differ from no wish. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  EXTENSION_OIDS.basicConstraints,
  EXTENSION_OIDS.keyUsage,
  EXTENSION_OIDS.extendedKeyUsage,
  EXTENSION_OIDS.subjectAltName,
  EXTENSION_OIDS.subjectKeyIdentifier,
  EXTENSION_OIDS.authorityKeyIdentifier,
  CERTIFICATE_POLICIES,
]);

/** RFC 9483, section 5.1.1: they would let a device speak for the CA. */
const RESERVED_PURPOSES: readonly string[] = [KEY_PURPOSES.cmcCA, KEY_PURPOSES.cmcRA, KEY_PURPOSES.cmKGA];
const DEFAULT_PURPOSES: readonly string[] = [KEY_PURPOSES.clientAuth, KEY_PURPOSES.serverAuth];
