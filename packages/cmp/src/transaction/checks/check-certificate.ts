import { encode, equalBytes, fromHex } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import type { PKIMessage } from '../../messages/pki-message.ts';
import type { ComparedField, FieldComparison } from '../field-comparison.ts';
import { showName } from '../show-name.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { EnrollmentState, Hex } from '../transaction-state.ts';
import { caPubsOf, type Grant, type GrantReading, isUnderMac, trustedCaPubs } from './evaluate-grant.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';
import { readPublicKeyInfo } from './read-public-key-info.ts';

/** The requested key and no other: else somebody else could use the certificate, and we could not. */
export function checkCertificateKey(grant: GrantReading, { requested }: EnrollmentState): Finding {
  if ('problem' in grant) return failed('certificate-malformed', grant.problem);
  const { publicKey, keyAlgorithm } = requested;
  if (publicKey === undefined) return checkMadeKey(grant, keyAlgorithm);
  if (grant.privateKeySent) return failed('private-key-unexpected', 'a private key came that was not asked for');
  if (equalBytes(grant.certificate.subjectPublicKeyInfo, fromHex(publicKey))) {
    return passed('equals the requested key');
  }
  return failed('certificate-key-differs', 'is not the requested key');
}

/** Whether it is the CA's key indeed is for the private one to show. */
function checkMadeKey({ certificate }: Grant, keyAlgorithm: Hex | undefined): Finding {
  if (keyAlgorithm === undefined) return passed('made by the CA, of an algorithm of its choice');
  const info = readPublicKeyInfo(certificate);
  if (info === undefined) return failed('certificate-malformed', 'the key in it is no SubjectPublicKeyInfo');
  if (equalBytes(encode(AlgorithmIdentifier, info.algorithm), fromHex(keyAlgorithm))) {
    return passed('made by the CA, of the requested algorithm');
  }
  return failed('certificate-key-differs', 'was made by the CA, of another algorithm than requested');
}

/** RFC 9810, section 5.2.3: with grantedWithMods it is on us to find the differences. They count without it as well. */
export function checkCertificateNames(grant: GrantReading, { expectations }: TransactionContext): Finding {
  if ('problem' in grant) return notApplicable('the certificate cannot be read');
  const differences = grant.comparison.filter(
    ({ field, verdict }) => (field === 'subject' || field === 'subjectAltName') && verdict !== 'same',
  );
  if (differences.length === 0) return passed('as requested');
  const text = differences.map(describeDifference).join('; ');
  if (expectations?.acceptChangedNames === true) return passed(`${text}: the policy accepts changed names`);
  return failed('certificate-names-differ', text);
}

/** RFC 9483, section 4.1.1: the chain builds to an anchor before anything is confirmed. */
export function checkCertificateChain(grant: GrantReading): Finding {
  if ('problem' in grant) return notApplicable('the certificate cannot be read');
  const { verdict, anchorSource, certificate } = grant;
  if (verdict.valid) {
    const anchor = showName((verdict.path.at(-1) ?? certificate).subject);
    const steps = verdict.path.length - 1;
    const path = `${steps} ${steps === 1 ? 'step' : 'steps'} to ${anchor}`;
    return passed(anchorSource === 'caPubs' ? `${path}, which came in caPubs and is trusted by our secret` : path);
  }
  switch (verdict.code) {
    case 'trust-anchor-missing':
      return failed('trust-anchor-missing', verdict.message);
    case 'expired':
    case 'not-yet-valid':
      return verdict.certificate === certificate
        ? failed('certificate-not-valid-now', verdict.message)
        : failed('certificate-not-trusted', verdict.message);
    default:
      return failed('certificate-not-trusted', verdict.message);
  }
}

/** RFC 9810, section 5.3.2: only a MAC makes the CA certificates in caPubs trustworthy. */
export function checkCaPubs(message: PKIMessage, state: EnrollmentState, context: TransactionContext): Finding {
  const caPubs = caPubsOf(message) ?? [];
  if (caPubs.length === 0) return notApplicable('none came');
  // By the answer, not by the request: one under a MAC may be answered with a signature where the policy allows it.
  if (!isUnderMac(message)) return notApplicable('signed answer; not used');
  const trusted = trustedCaPubs(message, state, context);
  if (trusted.length === caPubs.length) return passed(`${caPubs.length}, trusted by our secret`);
  if (trusted.length === 0 && state.operation === 'cr') return notApplicable('not used in cp');
  return failed('ca-pubs-malformed', 'not all of them can be read as certificates');
}

function describeDifference({ field, nameKind, requested, issued, verdict }: FieldComparison): string {
  const name = nameKind === undefined ? FIELD_NAMES[field] : (KIND_NAMES[nameKind] ?? nameKind);
  switch (verdict) {
    case 'missing':
      return `${name} ${requested ?? ''} is missing`;
    case 'added':
      return `${name} ${issued ?? ''} was not requested`;
    default:
      return `${name} is ${issued ?? ''}, not ${requested ?? ''}`;
  }
}

const FIELD_NAMES: Readonly<Record<ComparedField, string>> = {
  subject: 'Subject Name',
  subjectAltName: 'SAN',
  publicKey: 'key',
  notBefore: 'notBefore',
  notAfter: 'notAfter',
};

/** As people write them who fill in a request. */
const KIND_NAMES: Readonly<Record<string, string>> = {
  'ip-address': 'IP Address',
  'distinguished-name': 'Distinguished Name',
  email: 'Email',
  string: 'String',
  fqdn: 'FQDN',
  uri: 'URI',
};
