import { describeGeneralName, formatName, type GeneralName, isNullName } from '@crypto-cmp/x509';

import { showPeerText } from './peer-text.ts';

/** A header's name for showing; the NULL-DN is said in words. */
export function showGeneralName(name: GeneralName): string {
  return name.type === 'directoryName' ? showName(name.value) : showPeerText(describeGeneralName(name).value);
}

/** A Name in DER as RFC 4514 text. Never throws: what cannot be read is said to be so. */
export function showName(name: Uint8Array): string {
  if (isNullName(name)) return 'the NULL-DN';
  try {
    return showPeerText(formatName(name));
  } catch {
    return 'a name that cannot be read';
  }
}
