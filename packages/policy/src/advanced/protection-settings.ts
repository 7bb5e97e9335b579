import { z } from 'zod';
import { expectType, NOT_AN_OBJECT } from '../finding.ts';
import { LIMITS } from '../limits.ts';
import { wholeNumber } from '../whole-number.ts';

/** How a MAC is made of the Secret (RFC 9810, sections 5.1.3.1 and 5.1.3.2). */
export const MAC_KINDS = ['pbm', 'pbmac1'] as const;
export type MacKind = (typeof MAC_KINDS)[number];

/** Iterated over the Secret: the one-way function of PBM, or the hash of PBMAC1's PBKDF2. */
export const MAC_HASHES = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type MacHash = (typeof MAC_HASHES)[number];

/** What authenticates the message (RFC 9481, section 6.2). */
export const MESSAGE_MACS = [
  'hmac-sha1',
  'hmac-sha224',
  'hmac-sha256',
  'hmac-sha384',
  'hmac-sha512',
  'kmac128',
  'kmac256',
] as const;
export type MessageMac = (typeof MESSAGE_MACS)[number];

/** How requests are protected with the Secret. With a certificate its key decides. */
export const ProtectionSettings = z.strictObject(
  {
    kind: z.enum(MAC_KINDS, expectType(`One of ${MAC_KINDS.join(', ')}`)).default('pbm'),
    hash: z.enum(MAC_HASHES, expectType(`One of ${MAC_HASHES.join(', ')}`)).default('sha256'),
    mac: z.enum(MESSAGE_MACS, expectType(`One of ${MESSAGE_MACS.join(', ')}`)).default('hmac-sha256'),
    iterations: wholeNumber(LIMITS.macIterations).default(LIMITS.macIterations.default),
    saltOctets: wholeNumber(LIMITS.macSaltOctets, 'octets').default(LIMITS.macSaltOctets.default),
  },
  expectType(NOT_AN_OBJECT),
);
