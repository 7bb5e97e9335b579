import { parsesAsName } from './distinguished-name.ts';
import type { Finding } from './finding.ts';
import { findHostNameFault, isHostName } from './host-name.ts';
import { parseIpAddress } from './ip-address.ts';
import { SAN_TYPE_LABELS, type SanType } from './san-type.ts';
import { noHiddenCharacters, noOuterSpace, type TextRule } from './text.ts';

/** The rule for a SAN Value of one SAN Type. A value that fits another type gets the switch to it as its repair. */
export function findSanFault(type: SanType): TextRule {
  return (value) => {
    const fault = noHiddenCharacters(value) ?? noOuterSpace(value) ?? faults[type](value);
    if (fault === undefined || fault.repair !== undefined || fault.code === 'control-character') return fault;
    const other = recognizeSanType(value);
    if (other === undefined || other === type) return fault;
    const label = `use ${SAN_TYPE_LABELS[other]}`;
    return {
      ...fault,
      message: `${headlines[type]}. It reads as ${recognizedAs[other]}: ${label}`,
      repair: { label, target: { beside: 'type' }, value: other },
    };
  };
}

/** The SAN Type a value reads as; undefined where nothing but String takes it. */
export function recognizeSanType(value: string): Exclude<SanType, 'string'> | undefined {
  if (parseIpAddress(value) !== undefined) return 'ip-address';
  if (value.includes('=') && parsesAsName(value) === undefined) return 'distinguished-name';
  if (findEmailFault(value) === undefined) return 'email';
  if (findFqdnFault(value) === undefined) return 'fqdn';
  return undefined;
}

/** RFC 5280, section 4.2.1.6: a Mailbox of RFC 5321, here with a dot-atom as its local part, in ASCII. */
export function findEmailFault(value: string): Finding | undefined {
  const fault = (message: string): Finding => ({ code: 'email-invalid', message });
  const at = value.lastIndexOf('@');
  if (at === -1) return fault('Not an email address: it has no @');
  if (/[^\p{ASCII}]/u.test(value)) return fault('Holds letters beyond ASCII, which an rfc822Name cannot');
  const local = value.slice(0, at);
  if (!/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local)) {
    return fault('Not an email address: what stands before the @ is no mailbox name');
  }
  if (local.length > 64) return fault(`${local.length} characters before the @. At most 64 fit`);
  return isHostName(value.slice(at + 1))
    ? undefined
    : fault('Not an email address: what follows the @ is no host name');
}

/** RFC 5280, section 4.2.1.6; a first label `*` is a wildcard (RFC 9525, section 6.3). */
function findFqdnFault(value: string): Finding | undefined {
  const fault = (message: string): Finding => ({ code: 'fqdn-invalid', message });
  if (parseIpAddress(value) !== undefined) return fault('Not a host name');
  const wildcard = value.startsWith('*.');
  if (!wildcard && value.includes('*')) return fault('A * stands only alone, as the first label: *.example.com');
  const name = wildcard ? value.slice(2) : value;
  if (wildcard && !name.includes('.'))
    return fault('A * must be followed by a name with two labels at least: *.example.com');
  const message = findHostNameFault(name);
  return message === undefined ? undefined : fault(message);
}

const faults: Readonly<Record<SanType, TextRule>> = {
  'ip-address': (value) =>
    parseIpAddress(value) === undefined ? { code: 'ip-address-invalid', message: headlines['ip-address'] } : undefined,
  'distinguished-name': parsesAsName,
  email: findEmailFault,
  string: () => undefined,
  fqdn: findFqdnFault,
};

const headlines: Readonly<Record<SanType, string>> = {
  'ip-address': 'Not an IPv4 or IPv6 address',
  'distinguished-name': 'Not a distinguished name',
  email: 'Not an email address',
  string: 'Not a text',
  fqdn: 'Not a host name',
};

const recognizedAs: Readonly<Record<SanType, string>> = {
  'ip-address': 'an IP address',
  'distinguished-name': 'a distinguished name',
  email: 'an email address',
  string: 'a text',
  fqdn: 'a host name',
};
