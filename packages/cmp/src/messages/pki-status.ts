import { smallInteger, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 9810 section 5.2.3. A number, since a peer may send one that no RFC has named yet.
 *
 *     PKIStatus ::= INTEGER {
 *         accepted               (0), -- you got exactly what you asked for
 *         grantedWithMods        (1), -- something like it; you find out the differences
 *         rejection              (2), -- you do not get it; more elsewhere in the message
 *         waiting                (3), -- not processed yet; poll
 *         revocationWarning      (4), -- a revocation is imminent
 *         revocationNotification (5), -- a revocation has occurred
 *         keyUpdateWarning       (6) } -- the key of oldCertId has already been updated
 */
export type PKIStatus = number;
export const PKIStatus: Tagged<PKIStatus> = smallInteger;

export const PKI_STATUS = {
  accepted: 0,
  grantedWithMods: 1,
  rejection: 2,
  waiting: 3,
  revocationWarning: 4,
  revocationNotification: 5,
  keyUpdateWarning: 6,
} as const;

export type PKIStatusName = keyof typeof PKI_STATUS;
