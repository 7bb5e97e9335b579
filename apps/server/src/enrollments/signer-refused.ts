import type { PKIFailureInfoName } from '@crypto-cmp/cmp';

import type { EnrollmentFailure } from './failure-code.ts';

/**
 * Whether the CA has refused a renewal for the certificate that signed it, so that asking with the Secret may end better
 * where asking again in the same way cannot.
 *
 * A claim that nobody proved counts too: a CA that does not know the signer often cannot protect its answer for it, and
 * EJBCA sends such errors unprotected. Whoever forges one makes us send a request under the Secret, which he could have
 * seen at the first enrollment too; the certificate that we have stays in use.
 */
export function isSignerRefused({ kind, claim, certificateMayExist }: EnrollmentFailure): boolean {
  if (kind !== 'peer-rejected' || claim === undefined) return false;
  // A no that is proven and leaves a certificate possible is about something that came after the request.
  if (claim.authenticated && certificateMayExist) return false;
  return claim.failInfo.some((name) => ABOUT_THE_SIGNER.has(name));
}

/** PKIFailureInfo of RFC 9810, section 5.2.3, in answer to a signed kur. */
const ABOUT_THE_SIGNER: ReadonlySet<string> = new Set<PKIFailureInfoName>([
  'signerNotTrusted',
  'certRevoked',
  // No certificate such as the one to renew: the CA has forgotten it, or is another one.
  'badCertId',
  // Of a signature: it could not be verified, since the signer is unknown, expired or not fit to sign.
  'badMessageCheck',
  // A MAC is wanted.
  'wrongIntegrity',
  'notAuthorized',
  // "Transaction not permitted or supported": what OpenSSL's server says of every request that it cannot verify, and CAs
  // that do not renew by kur.
  'badRequest',
]);
