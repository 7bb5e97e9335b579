import { bitString, choice, implicit, type Infer, type Schema, smallInteger } from '@crypto-cmp/der';

import { EnvelopedData } from '../cms/enveloped-data.ts';
import { PKMACValue } from './pkmac-value.ts';

/**
 * RFC 4211 sections 4.2 and 4.3, for keys that cannot sign.
 *
 *     POPOPrivKey ::= CHOICE {
 *         thisMessage        [0] BIT STRING, -- deprecated
 *         subsequentMessage  [1] SubsequentMessage,
 *         dhMAC              [2] BIT STRING, -- deprecated
 *         agreeMAC           [3] PKMACValue,
 *         encryptedKey       [4] EnvelopedData }
 *
 *     SubsequentMessage ::= INTEGER {
 *         encrCert       (0), -- encrypt the certificate for the end entity
 *         challengeResp  (1) } -- ask for it in a challenge
 */
const popoPrivKey = choice({
  thisMessage: implicit(0, bitString),
  subsequentMessage: implicit(1, smallInteger),
  dhMAC: implicit(2, bitString),
  agreeMAC: implicit(3, PKMACValue),
  encryptedKey: implicit(4, EnvelopedData),
});
export type POPOPrivKey = Infer<typeof popoPrivKey>;
export const POPOPrivKey: Schema<POPOPrivKey> = popoPrivKey;

export const SUBSEQUENT_MESSAGE = { encrCert: 0, challengeResp: 1 } as const;
