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

/** An address and a mask of the same length: 4 and 4 octets, or 16 and 16. */
function isAddressWithin(address: Uint8Array, base: Uint8Array): boolean {
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
