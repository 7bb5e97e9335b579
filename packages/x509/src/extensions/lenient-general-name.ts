import {
  choice,
  explicit,
  implicit,
  objectIdentifier,
  octetString,
  rawTagged,
  sequenceOf,
  type Infer,
  type Tagged,
} from '@crypto-cmp/der';
import { decodeNameString } from '../names/name-string.ts';
import { type GeneralName, OtherName } from '../structures/general-name.ts';
import { Name } from '../structures/name.ts';

/** A GeneralName as real certificates have it: its strings may hold what IA5String does not allow. */
export const lenientGeneralName = choice({
  otherName: implicit(0, OtherName),
  rfc822Name: implicit(1, octetString),
  dNSName: implicit(2, octetString),
  x400Address: rawTagged(0xa3),
  directoryName: explicit(4, Name),
  ediPartyName: rawTagged(0xa5),
  uniformResourceIdentifier: implicit(6, octetString),
  iPAddress: implicit(7, octetString),
  registeredID: implicit(8, objectIdentifier),
});

export const lenientGeneralNames: Tagged<readonly LenientGeneralName[]> = sequenceOf(lenientGeneralName);

export function toGeneralName(name: LenientGeneralName): GeneralName {
  switch (name.type) {
    case 'rfc822Name':
    case 'dNSName':
    case 'uniformResourceIdentifier':
      return { type: name.type, value: decodeNameString(ia5StringTag, name.value) ?? '' };
    default:
      return name;
  }
}

type LenientGeneralName = Infer<typeof lenientGeneralName>;

const ia5StringTag = 0x16;
