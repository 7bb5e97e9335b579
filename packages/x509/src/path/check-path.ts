import { equalBytes } from '@crypto-cmp/der';

import type { Certificate } from '../certificate/certificate.ts';
import { basicConstraints } from '../extensions/basic-constraints.ts';
import { type KeyUsage, keyUsage } from '../extensions/key-usage.ts';
import { showName } from '../names/show-name.ts';
import { matchNames } from '../names/match-names.ts';
import { X509Error } from '../x509-error.ts';
import { checkExtensions } from './check-extensions.ts';
import { createNameConstraintsChecker, type NameConstraintsChecker } from './name-constraints-checker.ts';
import { type PathRefusal, refuse } from './path-verdict.ts';
import type { SignatureVerifier } from './signature-verifier.ts';

export interface PathConditions {
  readonly at: Date;
  readonly keyUsage?: KeyUsage;
  readonly verifySignature: SignatureVerifier;
}

/**
 * Validates one path, target first and trust anchor last, in the order of RFC 5280, section 6.1: from the anchor down.
 * Returns the first reason against it, or nothing.
 */
export async function checkPath(
  path: readonly Certificate[],
  conditions: PathConditions,
): Promise<PathRefusal | undefined> {
  const walk: Walk = { names: createNameConstraintsChecker(), caCertificatesLeft: Infinity };
  for (let index = path.length - 1; index >= 0; index--) {
    const certificate = path[index];
    if (certificate === undefined) throw new TypeError('expected a path without holes');
    const issuer = path[index + 1];
    try {
      const refusal =
        checkExtensions(certificate) ??
        checkValidity(certificate, conditions.at) ??
        (issuer && (await checkSignature(certificate, issuer, conditions.verifySignature))) ??
        (issuer && checkNames(certificate, index === 0, walk)) ??
        (index === 0
          ? checkTarget(certificate, conditions.keyUsage)
          : checkIssuer(certificate, issuer === undefined, walk));
      if (refusal !== undefined) return refusal;
    } catch (error) {
      if (!(error instanceof X509Error)) throw error;
      return refuse('extension-malformed', `${showName(certificate.subject)}: ${error.message}`, certificate);
    }
  }
  return undefined;
}

/** What the certificates above leave to those below. */
interface Walk {
  readonly names: NameConstraintsChecker;
  /** How many CA certificates that are not self-issued may still follow. */
  caCertificatesLeft: number;
}

/** RFC 5280, section 6.1.3 (a)(2). The anchor too: an expired root proves nothing. */
function checkValidity(certificate: Certificate, at: Date): PathRefusal | undefined {
  if (at < certificate.notBefore) {
    const from = certificate.notBefore.toISOString();
    return refuse('not-yet-valid', `${showName(certificate.subject)} is valid only from ${from}`, certificate);
  }
  if (at > certificate.notAfter) {
    const end = certificate.notAfter.toISOString();
    return refuse('expired', `${showName(certificate.subject)} expired at ${end}`, certificate);
  }
  return undefined;
}

/** Section 6.1.3 (a)(1) and (a)(4). */
async function checkSignature(
  certificate: Certificate,
  issuer: Certificate,
  verifySignature: SignatureVerifier,
): Promise<PathRefusal | undefined> {
  const verdict = await verifySignature(certificate, issuer);
  // Nearly all are right, and writing a name out costs more than most of this function.
  if (verdict === 'right') return undefined;
  const name = showName(certificate.subject);
  switch (verdict) {
    case 'wrong':
      return refuse('signature-wrong', `${name} was not signed by ${showName(issuer.subject)}`, certificate);
    case 'too-weak':
      return refuse(
        'algorithm-not-supported',
        `${name} is signed with SHA-1, which proves nothing any more`,
        certificate,
      );
    case 'not-supported':
      return refuse(
        'algorithm-not-supported',
        `${name} is signed with ${certificate.signatureAlgorithm.algorithm}, which is not supported with the issuer's key`,
        certificate,
      );
    case 'too-many':
      return refuse('search-too-large', 'the certificates at hand take too many signatures to verify', certificate);
  }
}

/** Section 6.1.3 (b) and (c): a CA that certifies its own next key is not bound, unless it is the target. */
function checkNames(certificate: Certificate, isTarget: boolean, walk: Walk): PathRefusal | undefined {
  return isSelfIssued(certificate) && !isTarget ? undefined : walk.names.check(certificate);
}

function checkTarget(certificate: Certificate, wanted: KeyUsage | undefined): PathRefusal | undefined {
  return wanted === undefined ? undefined : checkKeyUsage(certificate, wanted);
}

/** Section 6.1.4: what makes a certificate fit to issue the next one. */
function checkIssuer(certificate: Certificate, isAnchor: boolean, walk: Walk): PathRefusal | undefined {
  const constraints = basicConstraints(certificate);
  // (k). An anchor is trusted by configuration: one of version 1, which can have no extensions, is welcome.
  if (constraints === undefined ? !isAnchor : !constraints.cA) {
    return refuse('not-a-ca', `${showName(certificate.subject)} is not a CA certificate`, certificate);
  }
  // (l), (m)
  if (!isAnchor && !isSelfIssued(certificate)) {
    if (walk.caCertificatesLeft <= 0) {
      return refuse(
        'path-too-long',
        `more CA certificates than allowed above ${showName(certificate.subject)}`,
        certificate,
      );
    }
    walk.caCertificatesLeft--;
  }
  walk.caCertificatesLeft = Math.min(walk.caCertificatesLeft, constraints?.pathLenConstraint ?? Infinity);
  // (n)
  const refusal = checkKeyUsage(certificate, 'keyCertSign');
  // (g)
  return refusal ?? walk.names.constrain(certificate);
}

function checkKeyUsage(certificate: Certificate, wanted: KeyUsage): PathRefusal | undefined {
  const allowed = keyUsage(certificate);
  if (allowed === undefined || allowed.has(wanted)) return undefined;
  return refuse('key-usage', `the keyUsage of ${showName(certificate.subject)} does not allow ${wanted}`, certificate);
}

function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return equalBytes(subject, issuer) || matchNames(subject, issuer);
}
