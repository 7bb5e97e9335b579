import { bitStringOctets, implicit, type Infer, optional, sequence, type Tagged } from '@crypto-cmp/der';
import { AlgorithmIdentifier } from '@crypto-cmp/x509';

import { POPOSigningKeyInput } from './popo-signing-key-input.ts';

/**
 * RFC 4211 section 4.1. The signature is over the CertRequest when its template has subject and publicKey, and then
 * poposkInput is absent; otherwise it is over poposkInput, encoded as a plain SEQUENCE.
 *
 *     POPOSigningKey ::= SEQUENCE {
 *         poposkInput          [0] POPOSigningKeyInput OPTIONAL,
 *         algorithmIdentifier      AlgorithmIdentifier,
 *         signature                BIT STRING }
 */
const popoSigningKey = sequence({
  poposkInput: optional(implicit(0, POPOSigningKeyInput)),
  algorithmIdentifier: AlgorithmIdentifier,
  signature: bitStringOctets,
});
export interface POPOSigningKey extends Infer<typeof popoSigningKey> {}
export const POPOSigningKey: Tagged<POPOSigningKey> = popoSigningKey;
