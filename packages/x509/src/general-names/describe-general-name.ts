import { readTlv, toHex } from '@crypto-cmp/der';
import { escapeUnseen, formatName } from '../names/format-name.ts';
import { decodeNameString } from '../names/name-string.ts';
import type { GeneralName, OtherName } from '../structures/general-name.ts';
import { formatIpAddress } from './ip-address.ts';
import { type GeneralNameKind, USER_PRINCIPAL_NAME } from './parse-general-name.ts';

/** A name for showing: its kind and its text. */
export interface GeneralNameDescription {
  readonly kind: GeneralNameKind | 'uri' | 'registered-id' | 'other';
  readonly value: string;
}

/** Never throws: what cannot be read is shown as `#` and hexadecimal digits. */
export function describeGeneralName(name: GeneralName): GeneralNameDescription {
  switch (name.type) {
    case 'iPAddress':
      return { kind: 'ip-address', value: formatIpAddress(name.value) };
    case 'directoryName':
      return { kind: 'distinguished-name', value: readable(name.value, formatName) };
    case 'rfc822Name':
      return { kind: 'email', value: escapeUnseen(name.value) };
    case 'dNSName':
      return { kind: 'fqdn', value: escapeUnseen(name.value) };
    case 'uniformResourceIdentifier':
      return { kind: 'uri', value: escapeUnseen(name.value) };
    case 'registeredID':
      return { kind: 'registered-id', value: name.value };
    case 'otherName':
      return describeOtherName(name.value);
    case 'x400Address':
    case 'ediPartyName':
      return { kind: 'other', value: `${name.type} #${toHex(name.value)}` };
  }
}

function describeOtherName({ typeId, value }: OtherName): GeneralNameDescription {
  const text = readable(value, (der) => {
    const { tagOctet, contentStart, end } = readTlv(der, 0);
    const decoded = decodeNameString(tagOctet, der.subarray(contentStart, end));
    return decoded === undefined ? undefined : escapeUnseen(decoded);
  });
  return typeId === USER_PRINCIPAL_NAME
    ? { kind: 'string', value: text }
    : { kind: 'other', value: `${typeId} ${text}` };
}

function readable(der: Uint8Array, read: (der: Uint8Array) => string | undefined): string {
  try {
    return read(der) ?? `#${toHex(der)}`;
  } catch {
    return `#${toHex(der)}`;
  }
}
