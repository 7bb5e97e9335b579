import { decode, encode, equalBytes, fromHex } from '@crypto-cmp/der';
import {
  type Certificate,
  type CertificateList,
  DistributionPointName,
  EXTENSION_OIDS,
  GeneralName,
  issuingDistributionPoint,
  matchNames,
  parseCertificateList,
  validatePath,
  X509Error,
} from '@crypto-cmp/x509';

import type { CRLSource } from '../../messages/crl-source.ts';
import type { CRLStatus } from '../../messages/crl-status.ts';
import { INFO_TYPES } from '../../messages/info-types.ts';
import type { ReadAnswer } from '../read-answer.ts';
import { showName } from '../show-name.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { AskedQuestion } from '../transaction-state.ts';
import { DEFAULT_MAX_CLOCK_SKEW_SECONDS } from './check-header.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/**
 * RFC 9483, section 4.3.4. The protection of the message is not enough: a CRL is kept and used for days, and what proves
 * it then is its issuer's signature. An old one, which the issuer did sign, would hide what was revoked since.
 */
export async function checkCrl(
  answer: ReadAnswer | undefined,
  asked: AskedQuestion,
  certificates: readonly Certificate[],
  context: TransactionContext,
): Promise<Finding> {
  if (answer?.type !== 'crlStatusList' && answer?.type !== 'currentCRL') return notApplicable('no CRL was asked for');
  if (answer.crl === undefined) return notApplicable('no CRL came');
  try {
    const crl = parseCertificateList(answer.crl);
    const difference = findDifference(crl, asked) ?? findTimeProblem(crl, context) ?? findExtensionProblem(crl);
    if (difference !== undefined) return failed('crl-differs', difference);
    return await checkIssuer(crl, certificates, context);
  } catch (error) {
    if (error instanceof X509Error) return failed('crl-not-trusted', error.message);
    throw error;
  }
}

/** Signed by a certificate of that name, which has a path to a trust anchor and may sign CRLs (RFC 5280, section 6.3.3). */
async function checkIssuer(
  crl: CertificateList,
  certificates: readonly Certificate[],
  { trustAnchors, now, crypto }: TransactionContext,
): Promise<Finding> {
  const named = certificates.filter(({ subject }) => matchNames(subject, crl.issuer)).slice(0, MAX_ISSUERS);
  let problem = `no certificate of ${showName(crl.issuer)} is at hand`;
  for (const target of named) {
    if (!(await crypto.verify(crl.signatureAlgorithm, target.subjectPublicKeyInfo, crl.tbsDer, crl.signature))) {
      problem = `was not signed by ${showName(crl.issuer)}`;
      continue;
    }
    const path = { target, intermediates: certificates, trustAnchors, at: now, keyUsage: 'cRLSign', crypto } as const;
    const verdict = await validatePath(path);
    if (verdict.valid) return passed(`of ${crl.thisUpdate.toISOString()}, signed by ${showName(crl.issuer)}`);
    if (verdict.code === 'trust-anchor-missing') return failed('trust-anchor-missing', verdict.message);
    problem = verdict.message;
  }
  return failed('crl-not-trusted', problem);
}

function askedStatus({ type, value }: AskedQuestion): CRLStatus | undefined {
  if (type !== 'crlStatusList' || value?.infoValue === undefined) return undefined;
  return decode(INFO_TYPES.crlStatusList.value, fromHex(value.infoValue))[0];
}

function findDifference(crl: CertificateList, asked: AskedQuestion): string | undefined {
  const status = askedStatus(asked);
  if (status === undefined) return undefined;
  const isOther = asked.crlIssuer !== undefined && !matchNames(fromHex(asked.crlIssuer), crl.issuer);
  if (isOther || !isFrom(crl, status.source))
    return `is another list than the one asked for, by ${showName(crl.issuer)}`;
  const { thisUpdate } = status;
  if (thisUpdate === undefined || crl.thisUpdate > thisUpdate.value) return undefined;
  return `of ${crl.thisUpdate.toISOString()}, not newer than ours`;
}

/** An old list that is still signed well would hide what was revoked since (RFC 5280, section 6.3.3). */
function findTimeProblem(
  { thisUpdate, nextUpdate }: CertificateList,
  { now, expectations }: TransactionContext,
): string | undefined {
  const allowed = (expectations?.maxClockSkewSeconds ?? DEFAULT_MAX_CLOCK_SKEW_SECONDS) * 1000;
  if (thisUpdate.getTime() - now.getTime() > allowed) return `of ${thisUpdate.toISOString()}, which is to come`;
  if (nextUpdate === undefined || now.getTime() - nextUpdate.getTime() <= allowed) return undefined;
  return `of ${thisUpdate.toISOString()}, and was to be followed by another at ${nextUpdate.toISOString()}`;
}

/**
 * A delta list says only what has changed: in place of a complete one it would hide all that was revoked before. What else a
 * list says in a critical extension limits it in ways that nobody here understands (RFC 5280, section 5.2).
 */
function findExtensionProblem({ extensions }: CertificateList): string | undefined {
  const strange = extensions.find(
    ({ critical, extnID }) => critical && extnID !== EXTENSION_OIDS.issuingDistributionPoint,
  );
  if (strange === undefined) return undefined;
  if (strange.extnID === EXTENSION_OIDS.deltaCRLIndicator) return 'is a delta list, expected a complete one';
  return `has the unknown critical extension ${strange.extnID}`;
}

/** A list without a scope is about all certificates of its issuer, wherever they say that it is to be had. */
function isFrom(crl: CertificateList, source: CRLSource): boolean {
  if (source.type === 'issuer') {
    return source.value.some((name) => name.type === 'directoryName' && matchNames(name.value, crl.issuer));
  }
  const point = issuingDistributionPoint(crl)?.distributionPoint;
  if (point === undefined) return true;
  if (point.type !== 'fullName' || source.value.type !== 'fullName') {
    return equalBytes(encode(DistributionPointName, point), encode(DistributionPointName, source.value));
  }
  const names = source.value.value.map((name) => encode(GeneralName, name));
  return point.value.some((name) => names.some((other) => equalBytes(other, encode(GeneralName, name))));
}

/** Each costs a verification, and a peer chooses what is in extraCerts. */
const MAX_ISSUERS = 5;
