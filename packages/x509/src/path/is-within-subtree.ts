import { rdnKeys } from '../names/match-names.ts';
import type { GeneralName } from '../structures/general-name.ts';

/** Whether a name lies in the subtree that `base` spans (RFC 5280, section 4.2.1.10). */
export function isWithinSubtree(name: GeneralName, base: GeneralName): boolean | 'not-supported' {
  if (name.type === 'dNSName' && base.type === 'dNSName') return isDnsWithin(name.value, base.value);
  if (name.type === 'rfc822Name' && base.type === 'rfc822Name') return isMailboxWithin(name.value, base.value);
  if (name.type === 'iPAddress' && base.type === 'iPAddress') return isAddressWithin(name.value, base.value);
  if (name.type === 'directoryName' && base.type === 'directoryName') return isNameWithin(name.value, base.value);
  if (name.type === 'uniformResourceIdentifier' && base.type === 'uniformResourceIdentifier') {
    return isUriWithin(name.value, base.value);
  }
  return name.type === base.type ? 'not-supported' : false;
}

/**
 * Whether a name may stand for one in an excluded subtree without lying in it: `*.example.com` may stand for
 * `secret.example.com`, which is excluded. RFC 5280 leaves wildcards open; this is the side to err on.
 */
export function mayCover(name: GeneralName, excluded: GeneralName): boolean {
  if (name.type !== 'dNSName' || excluded.type !== 'dNSName') return false;
  const [pattern = '', ...parents] = trimRoot(name.value.toLowerCase()).split('.');
  const [label = '', ...domain] = trimRoot(excluded.value.toLowerCase()).split('.');
  // With a leading dot the label is empty: only what lies below is excluded, and a wildcard stands for one label.
  if (!pattern.includes('*') || label === '' || parents.join('.') !== domain.join('.')) return false;
  const [start = '', ...rest] = pattern.split('*');
  // Whatever is between the first and the last star may be anything: when in doubt, it covers.
  return label.startsWith(start) && label.endsWith(rest.at(-1) ?? '');
}

/** Labels may be added on the left; a leading dot, which is seen in the field, asks for at least one. */
function isDnsWithin(name: string, base: string): boolean {
  const host = trimRoot(name.toLowerCase());
  const domain = trimRoot(base.toLowerCase());
  if (domain === '') return true;
  if (domain.startsWith('.')) return host.endsWith(domain) && host.length > domain.length;
  return host === domain || host.endsWith(`.${domain}`);
}

/** A mailbox, all mailboxes on a host or, with a leading dot, on the hosts of a domain. */
function isMailboxWithin(name: string, base: string): boolean {
  const at = name.lastIndexOf('@');
  const host = name.slice(at + 1);
  if (base.includes('@')) {
    const baseAt = base.lastIndexOf('@');
    // The local part tells upper from lower case.
    return name.slice(0, at) === base.slice(0, baseAt) && isHostWithin(host, base.slice(baseAt + 1));
  }
  return isHostWithin(host, base);
}

function isUriWithin(uri: string, base: string): boolean | 'not-supported' {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(uri)?.[1];
  // A constraint is on the host: a URI without one, or with an address, cannot be held against it.
  if (authority === undefined || authority === '' || /^\[|^[\d.]+$/.test(authority)) return 'not-supported';
  return isHostWithin(authority, base);
}

function isHostWithin(name: string, base: string): boolean {
  const host = trimRoot(name.toLowerCase());
  const domain = trimRoot(base.toLowerCase());
  if (domain.startsWith('.')) return host.endsWith(domain) && host.length > domain.length;
  return domain === '' || host === domain;
}

/** An address and a mask of the same length: 4 and 4 octets, or 16 and 16. IPv4 never lies within IPv6, nor the other way. */
function isAddressWithin(address: Uint8Array, base: Uint8Array): boolean | 'not-supported' {
  // An excluded subtree that cannot be read must not pass for one that excludes nothing.
  if (![4, 16].includes(address.length) || ![8, 32].includes(base.length)) return 'not-supported';
  if (base.length !== address.length * 2) return false;
  return address.every((octet, index) => {
    const mask = base[address.length + index] ?? 0xff;
    return (octet & mask) === ((base[index] ?? 0) & mask);
  });
}

function isNameWithin(name: Uint8Array, base: Uint8Array): boolean {
  const steps = rdnKeys(name);
  return rdnKeys(base).every((step, index) => step === steps[index]);
}

function trimRoot(host: string): string {
  return host.endsWith('.') && host !== '.' ? host.slice(0, -1) : host;
}
