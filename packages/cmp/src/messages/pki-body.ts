import { choice, explicit, type Infer, rawSequence, type Schema } from '@crypto-cmp/der';

import { CAKeyUpdContent } from './ca-key-upd-content.ts';
import { CertAnnContent } from './cert-ann-content.ts';
import { CertConfirmContent } from './cert-confirm-content.ts';
import { CertRepMessage } from './cert-rep-message.ts';
import { CRLAnnContent } from './crl-ann-content.ts';
import { CertReqMessages } from './crmf/cert-req-messages.ts';
import { ErrorMsgContent } from './error-msg-content.ts';
import { GenMsgContent } from './gen-msg-content.ts';
import { GenRepContent } from './gen-rep-content.ts';
import { KeyRecRepContent } from './key-rec-rep-content.ts';
import { NestedMessageContent } from './nested-message-content.ts';
import { PKIConfirmContent } from './pki-confirm-content.ts';
import { PollRepContent } from './poll-rep-content.ts';
import { PollReqContent } from './poll-req-content.ts';
import { POPODecKeyChallContent } from './popo-dec-key-chall-content.ts';
import { POPODecKeyRespContent } from './popo-dec-key-resp-content.ts';
import { RevAnnContent } from './rev-ann-content.ts';
import { RevRepContent } from './rev-rep-content.ts';
import { RevReqContent } from './rev-req-content.ts';

/**
 * RFC 9810 section 5.1.2.
 *
 *     PKIBody ::= CHOICE {
 *         ir       [0]  CertReqMessages,        -- Initialization Request
 *         ip       [1]  CertRepMessage,         -- Initialization Response
 *         cr       [2]  CertReqMessages,        -- Certification Request
 *         cp       [3]  CertRepMessage,         -- Certification Response
 *         p10cr    [4]  CertificationRequest,   -- PKCS #10, RFC 2986
 *         popdecc  [5]  POPODecKeyChallContent, -- Proof-of-Possession Challenge
 *         popdecr  [6]  POPODecKeyRespContent,  -- Proof-of-Possession Response
 *         kur      [7]  CertReqMessages,        -- Key Update Request
 *         kup      [8]  CertRepMessage,         -- Key Update Response
 *         krr      [9]  CertReqMessages,        -- Key Recovery Request
 *         krp      [10] KeyRecRepContent,       -- Key Recovery Response
 *         rr       [11] RevReqContent,          -- Revocation Request
 *         rp       [12] RevRepContent,          -- Revocation Response
 *         ccr      [13] CertReqMessages,        -- Cross-Certification Request
 *         ccp      [14] CertRepMessage,         -- Cross-Certification Response
 *         ckuann   [15] CAKeyUpdContent,        -- CA Key Update Announcement
 *         cann     [16] CertAnnContent,         -- Certificate Announcement
 *         rann     [17] RevAnnContent,          -- Revocation Announcement
 *         crlann   [18] CRLAnnContent,          -- CRL Announcement
 *         pkiconf  [19] PKIConfirmContent,      -- Confirmation
 *         nested   [20] NestedMessageContent,   -- Nested Message
 *         genm     [21] GenMsgContent,          -- General Message
 *         genp     [22] GenRepContent,          -- General Response
 *         error    [23] ErrorMsgContent,        -- Error Message
 *         certConf [24] CertConfirmContent,     -- Certificate Confirm
 *         pollReq  [25] PollReqContent,         -- Polling Request
 *         pollRep  [26] PollRepContent }        -- Polling Response
 *
 * The CertificationRequest stays as it stands, in DER: its own signature covers its octets.
 */
const pkiBody = choice({
  ir: explicit(0, CertReqMessages),
  ip: explicit(1, CertRepMessage),
  cr: explicit(2, CertReqMessages),
  cp: explicit(3, CertRepMessage),
  p10cr: explicit(4, rawSequence),
  popdecc: explicit(5, POPODecKeyChallContent),
  popdecr: explicit(6, POPODecKeyRespContent),
  kur: explicit(7, CertReqMessages),
  kup: explicit(8, CertRepMessage),
  krr: explicit(9, CertReqMessages),
  krp: explicit(10, KeyRecRepContent),
  rr: explicit(11, RevReqContent),
  rp: explicit(12, RevRepContent),
  ccr: explicit(13, CertReqMessages),
  ccp: explicit(14, CertRepMessage),
  ckuann: explicit(15, CAKeyUpdContent),
  cann: explicit(16, CertAnnContent),
  rann: explicit(17, RevAnnContent),
  crlann: explicit(18, CRLAnnContent),
  pkiconf: explicit(19, PKIConfirmContent),
  nested: explicit(20, NestedMessageContent),
  genm: explicit(21, GenMsgContent),
  genp: explicit(22, GenRepContent),
  error: explicit(23, ErrorMsgContent),
  certConf: explicit(24, CertConfirmContent),
  pollReq: explicit(25, PollReqContent),
  pollRep: explicit(26, PollRepContent),
});
export type PKIBody = Infer<typeof pkiBody>;
export const PKIBody: Schema<PKIBody> = pkiBody;

/** `ir`, `ip` and so on: what kind of message it is. */
export type PKIBodyType = PKIBody['type'];
