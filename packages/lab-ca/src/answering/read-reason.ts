import { decode, DerError, enumerated } from '@crypto-cmp/der';
import type { Extension } from '@crypto-cmp/x509';

import type { Conduct } from '../conduct.ts';
import { Refusal } from '../refusal.ts';

/**
 * The CRLReason of a revocation request. RFC 9483, section 4.2, wants exactly one; RFC 9810 leaves it open, and OpenSSL
 * sends none unless told: then it is unspecified.
 *
 * @throws Refusal
 */
export function readReason(crlEntryDetails: readonly Extension[] = [], { lightweight }: Conduct): number {
  const reasons = crlEntryDetails.filter(({ extnID }) => extnID === REASON_CODE);
  const [reason, another] = reasons;
  if (another !== undefined) throw new Refusal('badRequest', `${reasons.length} reasons, expected one`);
  if (reason === undefined) {
    if (lightweight) throw new Refusal('addInfoNotAvailable', 'the reason is missing (RFC 9483, section 4.2)');
    return UNSPECIFIED;
  }
  const code = decodeReason(reason.extnValue);
  // RFC 5280, section 5.3.1: 0 to 10, and 7 is not used.
  if (code < 0 || code > 10 || code === 7) throw new Refusal('badRequest', `${code} is no reason`);
  return code;
}

function decodeReason(extnValue: Uint8Array): number {
  try {
    return decode(enumerated, extnValue);
  } catch (cause) {
    if (cause instanceof DerError) throw new Refusal('badDataFormat', `reasonCode: ${cause.message}`, { cause });
    throw cause;
  }
}

const UNSPECIFIED = 0;
export const CERTIFICATE_HOLD = 6;
export const REMOVE_FROM_CRL = 8;
const REASON_CODE = '2.5.29.21';
