import { type Infer, integer, sequence, type Tagged } from '@crypto-cmp/der';
import { GeneralName } from '@crypto-cmp/x509';

/**
 * What a challenge holds once decrypted: RFC 9810 section 5.2.8.3.3. The sender is that of the challenge's PKIHeader.
 *
 *     Rand ::= SEQUENCE {
 *         int     INTEGER,
 *         sender  GeneralName }
 */
const rand = sequence({
  int: integer,
  sender: GeneralName,
});
export interface Rand extends Infer<typeof rand> {}
export const Rand: Tagged<Rand> = rand;
