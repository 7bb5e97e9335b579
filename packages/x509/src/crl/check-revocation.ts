import { equalBytes } from '@crypto-cmp/der';
import type { Certificate } from '../certificate/certificate.ts';
import { keyUsage } from '../extensions/key-usage.ts';
import type { CryptoProvider } from '../keys/crypto-provider.ts';
import { showName } from '../names/show-name.ts';
import { matchNames } from '../names/match-names.ts';
import { X509Error } from '../x509-error.ts';
import type { CertificateList, RevokedCertificate } from './certificate-list.ts';
import { coversCertificate } from './covers-certificate.ts';
import {
  type RevocationUnknown,
  type RevocationUnknownCode,
  type RevocationVerdict,
  unknown,
} from './revocation-verdict.ts';

export interface RevocationRequest {
  readonly certificate: Certificate;
  /** The next one up its path, which has been validated: its key signs the lists. */
  readonly issuer: Certificate;
  /** Lists at hand, in any order, from any source: none is trusted by being here. */
  readonly crls: readonly CertificateList[];
  /** The time for which the answer must hold. */
  readonly at: Date;
  readonly crypto: Pick<CryptoProvider, 'verify'>;
}

/**
 * Looks a certificate up in revocation lists of its issuer (RFC 5280, section 6.3.3), the newest first. Only complete,
 * direct lists can say that it is good. Where we go beyond: a list past its nextUpdate still revokes, since revocation
 * is for ever, certificateHold apart; and a list without nextUpdate, which RFC 5280 does not allow, never says good.
 *
 * `unknown` is no permission: what to do about it is for the caller's policy to say.
 */
export async function checkRevocation(request: RevocationRequest): Promise<RevocationVerdict> {
  const { certificate, issuer, crls, at } = request;
  if (Number.isNaN(at.getTime())) throw new TypeError('expected a valid date');
  if (!matchNames(certificate.issuer, issuer.subject)) {
    return unknown('issuer-mismatch', `${showName(issuer.subject)} did not issue the certificate`);
  }
  let obstacle: RevocationUnknown | undefined;
  const newestFirst = crls.toSorted((one, other) => other.thisUpdate.getTime() - one.thisUpdate.getTime());
  let verified = 0;
  for (const crl of newestFirst) {
    if (!matchNames(crl.issuer, certificate.issuer)) continue;
    if (verified++ === MAX_LISTS) break;
    const verdict = await lookUp(crl, request);
    if (verdict === 'not-about-it') continue;
    if (verdict.status !== 'unknown') return verdict;
    obstacle ??= verdict;
  }
  return obstacle ?? unknown('crl-missing', 'no revocation list at hand is about this certificate');
}

async function lookUp(
  crl: CertificateList,
  { certificate, issuer, at, crypto }: RevocationRequest,
): Promise<RevocationVerdict | 'not-about-it'> {
  try {
    const coverage = coversCertificate(crl, certificate);
    if (coverage === 'no') return 'not-about-it';
    if (coverage === 'partly') {
      return refuse('crl-not-supported', crl, 'is a delta or indirect one, or one for some reasons only');
    }
    const refusal =
      checkExtensions(crl) ??
      checkKeyUsage(issuer) ??
      (await checkSignature(crl, issuer, crypto)) ??
      (at < crl.thisUpdate ? refuse('crl-not-yet-valid', crl, 'is of a later time') : undefined);
    if (refusal !== undefined) return refusal;
    const stale = checkFreshness(crl, at);
    const entry = crl.entries.find(({ serialNumber }) => isSameInteger(serialNumber, certificate.serialNumber));
    if (entry === undefined) return stale ?? { status: 'good', crl };
    return stale !== undefined && entry.reason === 'certificateHold' ? stale : revoked(entry, crl);
  } catch (error) {
    if (!(error instanceof X509Error)) throw error;
    return refuse('crl-malformed', crl, error.message);
  }
}

function revoked({ revocationDate, reason = 'unspecified' }: RevokedCertificate, crl: CertificateList) {
  return { status: 'revoked', reason, revocationDate, crl } as const;
}

/** Section 5.2: a list with a critical extension that is not processed must not be used, whichever entry has it. */
function checkExtensions(crl: CertificateList): RevocationUnknown | undefined {
  const strange =
    crl.extensions.find(({ critical, extnID }) => critical && !OF_LISTS.has(extnID)) ??
    crl.entries
      .flatMap(({ extensions }) => extensions)
      .find(({ critical, extnID }) => critical && !OF_ENTRIES.has(extnID));
  return (
    strange && refuse('crl-critical-extension-unknown', crl, `has the unknown critical extension ${strange.extnID}`)
  );
}

/** Section 6.3.3 (f). */
function checkKeyUsage(issuer: Certificate): RevocationUnknown | undefined {
  const allowed = keyUsage(issuer);
  if (allowed === undefined || allowed.has('cRLSign')) return undefined;
  return unknown('crl-sign-missing', `the keyUsage of ${showName(issuer.subject)} does not allow cRLSign`);
}

/** Section 6.3.3 (g). */
async function checkSignature(
  crl: CertificateList,
  issuer: Certificate,
  crypto: RevocationRequest['crypto'],
): Promise<RevocationUnknown | undefined> {
  try {
    const { signatureAlgorithm, tbsDer, signature } = crl;
    const right = await crypto.verify(signatureAlgorithm, issuer.subjectPublicKeyInfo, tbsDer, signature);
    return right ? undefined : refuse('crl-signature-wrong', crl, 'was not signed by the issuer of the certificate');
  } catch (error) {
    if (!(error instanceof X509Error)) throw error;
    return refuse('crl-algorithm-not-supported', crl, error.message);
  }
}

/** Section 6.3.3 (a). */
function checkFreshness(crl: CertificateList, at: Date): RevocationUnknown | undefined {
  const { nextUpdate } = crl;
  if (nextUpdate === undefined) return refuse('crl-without-end', crl, 'does not say when the next one comes');
  return at > nextUpdate ? refuse('crl-expired', crl, `was to be replaced by ${nextUpdate.toISOString()}`) : undefined;
}

function refuse(code: RevocationUnknownCode, { thisUpdate }: CertificateList, problem: string): RevocationUnknown {
  return unknown(code, `the revocation list of ${thisUpdate.toISOString()} ${problem}`);
}

/** Real serial numbers may begin with needless zeros, on one side and not on the other. */
function isSameInteger(one: Uint8Array, other: Uint8Array): boolean {
  return equalBytes(trim(one), trim(other));
}

function trim(integer: Uint8Array): Uint8Array {
  let start = 0;
  while (start < integer.length - 1 && integer[start] === 0 && (integer[start + 1] ?? 0) < 0x80) start++;
  return integer.subarray(start);
}

const OF_LISTS: ReadonlySet<string> = new Set([
  '2.5.29.20', // cRLNumber
  '2.5.29.27', // deltaCRLIndicator
  '2.5.29.28', // issuingDistributionPoint
  '2.5.29.35', // authorityKeyIdentifier: the signature tells whose key it is
]);

const OF_ENTRIES: ReadonlySet<string> = new Set([
  '2.5.29.21', // cRLReason
  '2.5.29.24', // invalidityDate: earlier than the revocation, so it changes nothing
]);

/** Lists of one issuer that are verified for one certificate: a peer may send many. */
const MAX_LISTS = 20;
