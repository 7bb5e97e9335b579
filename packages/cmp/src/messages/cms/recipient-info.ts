import { choice, implicit, type Infer, type Schema } from '@crypto-cmp/der';

import { KEKRecipientInfo } from './kek-recipient-info.ts';
import { KeyAgreeRecipientInfo } from './key-agree-recipient-info.ts';
import { KeyTransRecipientInfo } from './key-trans-recipient-info.ts';
import { OtherRecipientInfo } from './other-recipient-info.ts';
import { PasswordRecipientInfo } from './password-recipient-info.ts';

/**
 * RFC 5652 section 6.2.
 *
 *     RecipientInfo ::= CHOICE {
 *         ktri       KeyTransRecipientInfo,
 *         kari   [1] KeyAgreeRecipientInfo,
 *         kekri  [2] KEKRecipientInfo,
 *         pwri   [3] PasswordRecipientInfo,
 *         ori    [4] OtherRecipientInfo }
 */
const recipientInfo = choice({
  ktri: KeyTransRecipientInfo,
  kari: implicit(1, KeyAgreeRecipientInfo),
  kekri: implicit(2, KEKRecipientInfo),
  pwri: implicit(3, PasswordRecipientInfo),
  ori: implicit(4, OtherRecipientInfo),
});
export type RecipientInfo = Infer<typeof recipientInfo>;
export const RecipientInfo: Schema<RecipientInfo> = recipientInfo;
