import type { DistinguishedName } from './distinguished-name.ts';

/** The name without any step, by which a sender stays anonymous: the NULL-DN of RFC 9810, section 5.1.1. */
export const nullName: DistinguishedName = { rdns: [] };

export function isNullName(name: DistinguishedName | Uint8Array): boolean {
  if (!(name instanceof Uint8Array)) return name.rdns.length === 0;
  return name.length === 2 && name[0] === 0x30 && name[1] === 0;
}
