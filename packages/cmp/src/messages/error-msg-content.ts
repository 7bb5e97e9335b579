import { type Infer, integer, optional, sequence, type Tagged } from '@crypto-cmp/der';

import { PKIFreeText } from './pki-free-text.ts';
import { PKIStatusInfo } from './pki-status-info.ts';

/**
 * RFC 9810 section 5.3.21. What errorCode and errorDetails mean is the sender's own affair.
 *
 *     ErrorMsgContent ::= SEQUENCE {
 *         pKIStatusInfo  PKIStatusInfo,
 *         errorCode      INTEGER      OPTIONAL,
 *         errorDetails   PKIFreeText  OPTIONAL }
 */
const errorMsgContent = sequence({
  pKIStatusInfo: PKIStatusInfo,
  errorCode: optional(integer),
  errorDetails: optional(PKIFreeText),
});
export interface ErrorMsgContent extends Infer<typeof errorMsgContent> {}
export const ErrorMsgContent: Tagged<ErrorMsgContent> = errorMsgContent;
