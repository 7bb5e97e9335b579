import { INFO_TYPES, type PKIHeader } from '@crypto-cmp/cmp';
import { decode, DerError } from '@crypto-cmp/der';
import { KEY_PURPOSES } from '@crypto-cmp/x509';

import { Refusal } from '../refusal.ts';

/** What a certificate of a certificate profile (RFC 9810, section 5.1.1.4) is for. */
export interface Profile {
  /** The extended key usage, whatever is wished for. */
  readonly purposes: readonly string[];
  readonly needsSubjectAltName: boolean;
}

/** By the name that certProfile, or a path below `p`, gives. */
export const PROFILES = {
  'tls-server': { purposes: [KEY_PURPOSES.serverAuth], needsSubjectAltName: true },
  'tls-client': { purposes: [KEY_PURPOSES.clientAuth], needsSubjectAltName: false },
} as const satisfies Record<string, Profile>;

/** The name comes from a message, or a URL: `constructor` and its like are no profiles. */
export function findProfile(name: string): Profile | undefined {
  const profiles: Readonly<Record<string, Profile>> = PROFILES;
  return Object.hasOwn(profiles, name) ? profiles[name] : undefined;
}

/**
 * The profile that a header names: one (RFC 9483, section 3.1), and one that there is.
 *
 * @throws Refusal
 */
export function readProfile({ generalInfo = [] }: PKIHeader): Profile | undefined {
  const entry = generalInfo.find(({ infoType }) => infoType === INFO_TYPES.certProfile.oid);
  if (entry === undefined) return undefined;
  const [name, another] = readNames(entry.infoValue ?? new Uint8Array());
  if (name === undefined || another !== undefined) throw new Refusal('badRequest', 'certProfile: expected one name');
  const profile = findProfile(name);
  if (profile !== undefined) return profile;
  const known = Object.keys(PROFILES).join(', ');
  throw new Refusal('badRequest', `this CA knows no such certificate profile (certProfile), only ${known}`);
}

function readNames(infoValue: Uint8Array): readonly string[] {
  try {
    return decode(INFO_TYPES.certProfile.value, infoValue);
  } catch (cause) {
    if (cause instanceof DerError) throw new Refusal('badDataFormat', `certProfile: ${cause.message}`, { cause });
    throw cause;
  }
}
