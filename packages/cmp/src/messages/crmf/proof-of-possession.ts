import { choice, explicit, implicit, type Infer, nullValue, type Schema } from '@crypto-cmp/der';

import { POPOPrivKey } from './popo-priv-key.ts';
import { POPOSigningKey } from './popo-signing-key.ts';

/**
 * RFC 4211 section 4. POPOPrivKey is a CHOICE, so its tags are explicit.
 *
 *     ProofOfPossession ::= CHOICE {
 *         raVerified       [0] NULL, -- the RA has verified it already
 *         signature        [1] POPOSigningKey,
 *         keyEncipherment  [2] POPOPrivKey,
 *         keyAgreement     [3] POPOPrivKey }
 */
const proofOfPossession = choice({
  raVerified: implicit(0, nullValue),
  signature: implicit(1, POPOSigningKey),
  keyEncipherment: explicit(2, POPOPrivKey),
  keyAgreement: explicit(3, POPOPrivKey),
});
export type ProofOfPossession = Infer<typeof proofOfPossession>;
export const ProofOfPossession: Schema<ProofOfPossession> = proofOfPossession;
