import { boolean, choice, explicit, implicit, type Infer, octetString, type Schema } from '@crypto-cmp/der';

import { EncryptedKey } from './encrypted-key.ts';

/**
 * RFC 4211 section 6.4. EncryptedKey is a CHOICE, so its tag is explicit.
 *
 *     PKIArchiveOptions ::= CHOICE {
 *         encryptedPrivKey      [0] EncryptedKey,
 *         keyGenParameters      [1] KeyGenParameters, -- so that the key can be made again
 *         archiveRemGenPrivKey  [2] BOOLEAN } -- whether to keep a key that the receiver makes
 *
 *     KeyGenParameters ::= OCTET STRING
 */
const pkiArchiveOptions = choice({
  encryptedPrivKey: explicit(0, EncryptedKey),
  keyGenParameters: implicit(1, octetString),
  archiveRemGenPrivKey: implicit(2, boolean),
});
export type PKIArchiveOptions = Infer<typeof pkiArchiveOptions>;
export const PKIArchiveOptions: Schema<PKIArchiveOptions> = pkiArchiveOptions;
