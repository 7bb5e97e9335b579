import type { Finding } from './finding.ts';
import { parseIpAddress } from './ip-address.ts';

/** Whether a text is a host name: labels of letters, digits and hyphens (RFC 1123, section 2.1), at most 253 in all. */
export function isHostName(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => hostLabel.test(label)) && !endsInNumber.test(text);
}

/** Says what keeps a text from being a host name. */
export function findHostNameFault(text: string): string | undefined {
  if (isHostName(text)) return undefined;
  if (/[^\p{ASCII}]/u.test(text)) return 'Holds letters beyond ASCII. Write the name in its xn-- form';
  if (text.includes('_')) return 'Holds an underscore, which a host name cannot';
  if (text.endsWith('.')) return 'Ends with a dot. Write it without';
  if (text.includes('..') || text.startsWith('.')) return 'Holds an empty label: two dots, or one at the start';
  if (/^[0-9.]+$/.test(text))
    return 'Reads like an IPv4 address, but is none: four numbers of 0 to 255, without leading zeros';
  const label = text.split('.').find((part) => !hostLabel.test(part)) ?? '';
  if (/^[A-Za-z0-9-]{64,}$/.test(label))
    return `A label is ${label.length} characters long. At most 63 fit between two dots`;
  if (/^-|-$/.test(label)) return 'A label begins or ends with a hyphen';
  return 'Not a host name: only letters, digits, hyphens and dots';
}

/** Where a CMP server is reached: an IPv4 or IPv6 address (without brackets) or a host name. */
export function findHostFault(value: string): Finding | undefined {
  if (parseIpAddress(value) !== undefined) return undefined;
  const fault = (message: string): Finding => ({ code: 'host-invalid', message });
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value))
    return fault('A whole URL. Enter the host here; port and path have their own fields');
  if (value.includes('/')) return fault('Holds a slash. Enter the host here; the path has its own field');
  if (/^[^:]+:[0-9]+$/.test(value)) return fault('Holds a port, which has its own field');
  if (value.includes('%') && value.includes(':'))
    return fault('An IPv6 zone means something on one machine only. Enter the address without it');
  if (value.includes(':')) return fault('Not an IPv6 address');
  const message = findHostNameFault(value);
  return message === undefined ? undefined : fault(message);
}

const hostLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
/** A name whose last label is a number would be read as an IPv4 address (URL standard, section 3.5). */
const endsInNumber = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$/i;
