import { enumerated } from '@crypto-cmp/der';
import { createExtension } from '../extensions/create-extension.ts';
import { readExtension, type WithExtensions } from '../extensions/read-extension.ts';
import type { Extension } from '../structures/extension.ts';

// RFC 5280, section 5.3.1
//
// CRLReason ::= ENUMERATED { unspecified(0), keyCompromise(1), ... aACompromise(10) }

export type RevocationReason = keyof typeof REVOCATION_REASONS;

/** Why a certificate is revoked, with the numbers of CRLReason; 7 is not used. */
export const REVOCATION_REASONS = {
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
} as const;

/**
 * The reason a list gives for an entry; a number without a name is `unspecified`, since revoked it is.
 *
 * @throws X509Error `malformed-structure`
 */
export function readRevocationReason(entry: WithExtensions): RevocationReason | undefined {
  const code = readExtension(entry, 'cRLReason', enumerated);
  return code === undefined ? undefined : (namesByCode.get(code) ?? 'unspecified');
}

/** Of an entry on a list, and in the crlEntryDetails of a revocation request (RFC 9810, section 5.3.9). */
export function createRevocationReason(reason: RevocationReason): Extension {
  return createExtension('cRLReason', false, enumerated, REVOCATION_REASONS[reason]);
}

const namesByCode: ReadonlyMap<number, RevocationReason> = new Map(
  // as: Object.entries forgets which keys there are
  Object.entries(REVOCATION_REASONS).map(([name, code]) => [code, name as RevocationReason]),
);
