/**
 * The octets of an IPv4 or IPv6 address, 4 or 16 of them, as they stand in an iPAddress of a certificate (RFC 5280,
 * section 4.2.1.6); undefined for any other text. IPv4 is four decimal numbers without leading zeros: some programs
 * read `010` as eight. No zone, no prefix length.
 */
export function parseIpAddress(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => ipv4Part.test(part) && Number(part) <= 255)) return undefined;
  return Uint8Array.from(parts, Number);
}

/** RFC 4291, section 2.2, all three forms. */
function parseIpv6(text: string): Uint8Array | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 16 ? Uint8Array.from(head) : undefined;
  if (tail === undefined || head.length + tail.length > 14) return undefined;
  const octets = new Uint8Array(16);
  octets.set(head, 0);
  octets.set(tail, 16 - tail.length);
  return octets;
}

/** The octets of groups between colons; the very last may be an IPv4 address. */
function parseGroups(text: string, isLast: boolean): number[] | undefined {
  if (text === '') return [];
  const octets: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const ipv4 = isLast && index === groups.length - 1 && group.includes('.') ? parseIpv4(group) : undefined;
    if (ipv4 !== undefined) octets.push(...ipv4);
    else if (ipv6Group.test(group))
      octets.push(Number.parseInt(group.slice(0, -2), 16) || 0, Number.parseInt(group.slice(-2), 16));
    else return undefined;
  }
  return octets;
}

const ipv4Part = /^(?:0|[1-9][0-9]{0,2})$/;
const ipv6Group = /^[0-9A-Fa-f]{1,4}$/;
