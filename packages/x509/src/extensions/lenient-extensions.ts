import { boolean, type Infer, objectIdentifier, octetString, optional, sequence, sequenceOf } from '@crypto-cmp/der';
import type { Extension } from '../structures/extension.ts';
import { X509Error } from '../x509-error.ts';

/** Extensions as real certificates and lists have them: `critical` FALSE may be spelled out. */
export const lenientExtensions = sequenceOf(
  sequence({ extnID: objectIdentifier, critical: optional(boolean), extnValue: octetString }),
);

/**
 * RFC 5280, section 4.2: no extension twice. Readers that take the first and the last would see two certificates.
 *
 * @throws X509Error `malformed-structure`
 */
export function toExtensions(what: string, lenient: Infer<typeof lenientExtensions>): readonly Extension[] {
  const seen = new Set<string>();
  return lenient.map(({ extnID, critical = false, extnValue }) => {
    if (seen.has(extnID)) throw new X509Error('malformed-structure', `${what}: extension ${extnID} is there twice`);
    seen.add(extnID);
    return { extnID, critical, extnValue };
  });
}
