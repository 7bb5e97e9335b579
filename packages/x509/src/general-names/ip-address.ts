import { toHex } from '@crypto-cmp/der';
import { X509Error } from '../x509-error.ts';

/**
 * The octets of an IPv4 or IPv6 address as text (RFC 5952 describes the latter; RFC 4291, section 2.2, what is allowed
 * on input): 4 or 16. No zone, no prefix, no leading zeros in IPv4, which some programs read as octal.
 *
 * @throws X509Error `malformed-ip-address`
 */
export function parseIpAddress(text: string): Uint8Array<ArrayBuffer> {
  const octets = parseIpv4(text) ?? parseIpv6(text);
  if (octets === undefined) throw new X509Error('malformed-ip-address', 'not an IPv4 or IPv6 address');
  return Uint8Array.from(octets);
}

/** Writes an address as text, IPv6 as RFC 5952 wants it; octets of any other number as `#` and hexadecimal digits. */
export function formatIpAddress(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  return octets.length === 16 ? formatIpv6(octets) : `#${toHex(octets)}`;
}

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part))) return undefined;
  const octets = parts.map(Number);
  return octets.every((octet) => octet <= 255) ? octets : undefined;
}

function parseIpv6(text: string): number[] | undefined {
  const [head = '', tail, surplus] = text.split('::');
  if (surplus !== undefined) return undefined;
  if (tail === undefined) return ofLength(16, parseGroups(head, true));
  const before = parseGroups(head, false);
  const after = parseGroups(tail, true);
  // RFC 5952, section 4.2.2: `::` stands for at least one group, though two are what it is meant for.
  if (before === undefined || after === undefined || before.length + after.length > 14) return undefined;
  return [...before, ...Array.from({ length: 16 - before.length - after.length }, () => 0), ...after];
}

/** Groups of up to four hexadecimal digits; the last may be an IPv4 address where the whole address ends. */
function parseGroups(text: string, atEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const octets: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const embedded = atEnd && index === groups.length - 1 ? parseIpv4(group) : undefined;
    if (embedded !== undefined) octets.push(...embedded);
    else if (!/^[0-9A-Fa-f]{1,4}$/.test(group)) return undefined;
    else {
      const value = Number.parseInt(group, 16);
      octets.push(value >> 8, value & 0xff);
    }
  }
  return octets;
}

function ofLength(length: number, octets: number[] | undefined): number[] | undefined {
  return octets?.length === length ? octets : undefined;
}

function formatIpv6(octets: Uint8Array): string {
  const groups = Array.from(
    { length: 8 },
    (_, index) => ((octets[2 * index] ?? 0) << 8) | (octets[2 * index + 1] ?? 0),
  );
  // Section 5: an address known to hold an IPv4 address, here ::ffff:0:0/96, shows it.
  if (groups.slice(0, 6).join() === '0,0,0,0,0,65535') return `::ffff:${octets.slice(12).join('.')}`;
  const text = groups.map((group) => group.toString(16));
  const { start, length } = longestZeroRun(groups);
  if (length < 2) return text.join(':');
  return `${text.slice(0, start).join(':')}::${text.slice(start + length).join(':')}`;
}

/** Section 4.2.3: the longest run of zero groups, the first of several. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > longest.length) longest = { start, length: index + 1 - start };
  }
  return longest;
}
