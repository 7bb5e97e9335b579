import { choice, explicit, type Infer, sequence, type Tagged } from '@crypto-cmp/der';
import { GeneralName, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import { PKMACValue } from './pkmac-value.ts';

/**
 * RFC 4211 section 4.1. The sender is used when its identity has been proven before, otherwise a MAC over publicKey.
 *
 *     POPOSigningKeyInput ::= SEQUENCE {
 *         authInfo   CHOICE {
 *             sender        [0] GeneralName,
 *             publicKeyMAC      PKMACValue },
 *         publicKey  SubjectPublicKeyInfo }
 */
const popoSigningKeyInput = sequence({
  authInfo: choice({
    sender: explicit(0, GeneralName),
    publicKeyMAC: PKMACValue,
  }),
  publicKey: SubjectPublicKeyInfo,
});
export interface POPOSigningKeyInput extends Infer<typeof popoSigningKeyInput> {}
export const POPOSigningKeyInput: Tagged<POPOSigningKeyInput> = popoSigningKeyInput;
