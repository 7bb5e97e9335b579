import { choice, explicit, type Infer, type Schema } from '@crypto-cmp/der';

import { CAKeyUpdAnnContent } from './ca-key-upd-ann-content.ts';
import { RootCaKeyUpdateContent } from './root-ca-key-update-content.ts';

/**
 * RFC 9810 section 5.3.13.
 *
 *     CAKeyUpdContent ::= CHOICE {
 *         cAKeyUpdAnnV2      CAKeyUpdAnnContent, -- deprecated
 *         cAKeyUpdAnnV3  [0] RootCaKeyUpdateContent }
 */
const caKeyUpdContent = choice({
  cAKeyUpdAnnV2: CAKeyUpdAnnContent,
  cAKeyUpdAnnV3: explicit(0, RootCaKeyUpdateContent),
});
export type CAKeyUpdContent = Infer<typeof caKeyUpdContent>;
export const CAKeyUpdContent: Schema<CAKeyUpdContent> = caKeyUpdContent;
