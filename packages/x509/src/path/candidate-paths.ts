import { equalBytes, toHex } from '@crypto-cmp/der';

import type { Certificate } from '../certificate/certificate.ts';
import { authorityKeyIdentifier, subjectKeyIdentifier } from '../extensions/key-identifiers.ts';
import { rdnKeys } from '../names/match-names.ts';
import { X509Error } from '../x509-error.ts';

/**
 * The paths that lead from a certificate to a trust anchor by their names alone, target first, the likeliest before the
 * others. Nothing is verified yet. Returns the certificate whose issuer was not found when a branch ends nowhere.
 *
 * The certificates at hand come from the peer, before it is proven who that is. A handful of CAs that cross-certify each
 * other already give more paths than can ever be tried, so length and number of branches are bounded.
 */
export function* candidatePaths(
  target: Certificate,
  intermediates: readonly Certificate[],
  trustAnchors: readonly Certificate[],
): Generator<CandidatePath, void, void> {
  const anchorsByName = byName(trustAnchors);
  const intermediatesByName = byName(intermediates.slice(0, MAX_INTERMEDIATES));
  const branches: (readonly Certificate[])[] = [[target]];
  for (let steps = 0; branches.length > 0; steps++) {
    if (steps === MAX_STEPS) return yield { type: 'too-many' };
    const branch = branches.pop() ?? [];
    const last = branch.at(-1) ?? target;
    if (trustAnchors.some((anchor) => equalBytes(anchor.der, last.der))) {
      yield { type: 'path', path: branch };
      continue;
    }
    const anchors = issuersOf(last, anchorsByName);
    for (const anchor of anchors) yield { type: 'path', path: [...branch, anchor] };
    const issuers = issuersOf(last, intermediatesByName).filter((issuer) => !repeats(branch, issuer));
    if (anchors.length === 0 && issuers.length === 0) yield { type: 'dead-end', path: branch };
    // The last one pushed is tried first.
    if (branch.length < MAX_CERTIFICATES) branches.push(...issuers.toReversed().map((issuer) => [...branch, issuer]));
  }
}

export type CandidatePath =
  | { readonly type: 'path'; readonly path: readonly Certificate[] }
  | { readonly type: 'dead-end'; readonly path: readonly Certificate[] }
  | { readonly type: 'too-many' };

type ByName = ReadonlyMap<string, readonly Certificate[]>;

function byName(certificates: readonly Certificate[]): ByName {
  return Map.groupBy(certificates, (certificate) => nameKey(certificate.subject));
}

/** Certificates with the issuer's name; those with the very key that the authorityKeyIdentifier names come first. */
function issuersOf(certificate: Certificate, known: ByName): readonly Certificate[] {
  const issuers = known.get(nameKey(certificate.issuer)) ?? [];
  const wanted = readOrNothing(() => authorityKeyIdentifier(certificate)?.keyIdentifier);
  const isNamed = (issuer: Certificate): boolean => {
    const identifier = readOrNothing(() => subjectKeyIdentifier(issuer));
    return wanted !== undefined && identifier !== undefined && equalBytes(wanted, identifier);
  };
  return issuers.toSorted((left, right) => Number(isNamed(right)) - Number(isNamed(left)));
}

/** RFC 5280, section 6.1: a certificate must not appear twice in a path. Nor may a name with the same key (a loop). */
function repeats(branch: readonly Certificate[], candidate: Certificate): boolean {
  return branch.some(
    (certificate) =>
      equalBytes(certificate.subjectPublicKeyInfo, candidate.subjectPublicKeyInfo) &&
      nameKey(certificate.subject) === nameKey(candidate.subject),
  );
}

/** Equal for names that match (RFC 5280, section 7.1); a name that cannot be read matches only its own bytes. */
function nameKey(name: Uint8Array): string {
  try {
    return rdnKeys(name).join();
  } catch (error) {
    if (error instanceof X509Error) return toHex(name);
    throw error;
  }
}

/** A key identifier only orders the search: one that cannot be read is refused later, when the path is checked. */
function readOrNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}

const MAX_CERTIFICATES = 10;
const MAX_INTERMEDIATES = 100;
const MAX_STEPS = 200;
