import { toHex } from '@crypto-cmp/der';

/** `c66642a7…9c405b11`: whole up to 10 octets, and with their number from 65 on. */
export function showOctets(octets: Uint8Array): string {
  if (octets.length === 0) return 'empty';
  if (octets.length <= 10) return toHex(octets);
  const ends = `${toHex(octets.subarray(0, 4))}…${toHex(octets.subarray(-4))}`;
  return octets.length <= 64 ? ends : `${ends}, ${octets.length} octets`;
}

/** All digits, up to 1,024 octets. */
export function showAllOctets(octets: Uint8Array): string {
  return octets.length <= 1024 ? toHex(octets) : `${toHex(octets.subarray(0, 1024))}…`;
}

/** As text when every octet is a printing ASCII character, as digits otherwise. */
export function showOctetsOrText(octets: Uint8Array): string {
  const printable = octets.length > 0 && octets.length <= 128 && octets.every((octet) => octet >= 0x20 && octet < 0x7f);
  return printable ? String.fromCharCode(...octets) : showOctets(octets);
}
