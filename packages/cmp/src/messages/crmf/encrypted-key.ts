import { choice, implicit, type Infer, type Schema } from '@crypto-cmp/der';

import { EnvelopedData } from '../cms/enveloped-data.ts';
import { EncryptedValue } from './encrypted-value.ts';

/**
 * RFC 4211 section 6.4; RFC 9810 section 5.2.2.
 *
 *     EncryptedKey ::= CHOICE {
 *         encryptedValue      EncryptedValue, -- deprecated
 *         envelopedData   [0] EnvelopedData }
 */
const encryptedKey = choice({
  encryptedValue: EncryptedValue,
  envelopedData: implicit(0, EnvelopedData),
});
export type EncryptedKey = Infer<typeof encryptedKey>;
export const EncryptedKey: Schema<EncryptedKey> = encryptedKey;
