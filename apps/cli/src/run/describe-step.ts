import type { AnyFailureCode, Failure, Operation, Step } from '@crypto-cmp/cmp';

import type { Log } from '../log.ts';

/** Says what an answer brought, and at higher verbosity what each check found. */
export function describeStep({ received, checks = [] }: Step<Operation>, log: Log): void {
  if (received === undefined) return;
  const status = received.status === undefined ? '' : `, ${received.status}`;
  log.info(`received ${received.bodyType}${status}`);
  for (const { name, verdict, detail } of checks) log.debug(`  ${name}: ${verdict}: ${detail}`);
  for (const { field, requested, issued, verdict } of received.comparison ?? []) {
    if (verdict === 'same' || field === 'publicKey') continue;
    log.warn(`${field} is ${verdict}: asked for ${requested ?? 'none'}, issued ${issued ?? 'none'}`);
  }
}

/** One line, and what to do where an option is the remedy. */
export function describeFailure({
  code,
  message,
  claim,
  certificateMayExist,
  mayBeRevoked,
}: Failure<AnyFailureCode>): string {
  const remedy = REMEDIES[code];
  const lines = [message];
  if (claim !== undefined && !claim.authenticated) lines.push('(this claim is not proven: anyone may have sent it)');
  if (remedy !== undefined) lines.push(remedy);
  if (certificateMayExist) lines.push('The CA may have issued a certificate.');
  if (mayBeRevoked === true) lines.push('The CA may have done what it was asked to.');
  return lines.join('. ').replaceAll('..', '.');
}

const REMEDIES: Partial<Record<AnyFailureCode, string>> = {
  'trust-anchor-missing': '-trusted or -srvcert names whom to trust',
  'signer-not-authorized': '-expect_sender names who may answer, -srvcert its certificate',
  'signer-not-trusted': '-trusted names the root, -untrusted what lies between',
  'sender-differs': '-expect_sender names who may answer',
  'mac-wrong': '-secret and -ref have to be those the CA knows',
  'sender-kid-differs': '-ref has to be the one the CA knows',
  'crl-not-trusted': '-trusted names the root of who signs the CRL, -untrusted what lies between',
  'root-update-not-trusted': '-oldwithold has to be the root that the new one succeeds',
  'tls-not-trusted': '-tls_trusted names the root, -tls_host the name to check',
  'answer-timed-out': '-msg_timeout gives more time',
  'own-certificate-expired': '-cmd ir with -secret asks for a first certificate',
};
