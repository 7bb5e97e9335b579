import type { Tagged } from '@crypto-cmp/der';

import { PKIMessages } from './pki-messages.ts';

/**
 * RFC 9810 section 5.1.3.5.
 *
 *     NestedMessageContent ::= PKIMessages
 */
export type NestedMessageContent = PKIMessages;
export const NestedMessageContent: Tagged<NestedMessageContent> = PKIMessages;
