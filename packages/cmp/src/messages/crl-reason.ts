import { enumerated, type Tagged } from '@crypto-cmp/der';

/**
 * RFC 5280 section 5.3.1, the value of the CRL entry extension reasonCode. 7 is not used.
 *
 *     CRLReason ::= ENUMERATED {
 *         unspecified          (0),
 *         keyCompromise        (1),
 *         cACompromise         (2),
 *         affiliationChanged   (3),
 *         superseded           (4),
 *         cessationOfOperation (5),
 *         certificateHold      (6),
 *         removeFromCRL        (8),
 *         privilegeWithdrawn   (9),
 *         aACompromise         (10) }
 */
export type CRLReason = number;
export const CRLReason: Tagged<CRLReason> = enumerated;

export const CRL_REASONS = {
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

export type CRLReasonName = keyof typeof CRL_REASONS;

export const ID_CE_CRL_REASONS = '2.5.29.21';
