import { z } from 'zod';
import { expectType, NOT_AN_OBJECT } from '../finding.ts';
import { LIMITS } from '../limits.ts';
import { noHiddenCharacters, noOuterSpace, text } from '../text.ts';

/** What asks for the first certificate (RFC 9810, sections 5.3.1, 5.3.3 and, with a PKCS#10 request, 5.3.2.1). */
export const FIRST_MESSAGES = ['ir', 'cr', 'p10cr'] as const;
export type FirstMessage = (typeof FIRST_MESSAGES)[number];

/** What renews: signed with the current certificate, or once more what asks for the first one. */
export const RENEWAL_MESSAGES = ['kur', 'cr', 'as-first'] as const;
export type RenewalMessage = (typeof RENEWAL_MESSAGES)[number];

/** Which messages ask the CA for a certificate. */
export const MessageSettings = z.strictObject(
  {
    firstMessage: z.enum(FIRST_MESSAGES, expectType(`One of ${FIRST_MESSAGES.join(', ')}`)).default('ir'),
    renewalMessage: z.enum(RENEWAL_MESSAGES, expectType(`One of ${RENEWAL_MESSAGES.join(', ')}`)).default('kur'),
    /** A certificate profile's name (RFC 9810, section 5.1.1.4); empty: none is asked for. */
    certProfile: text(LIMITS.certProfile, noHiddenCharacters, noOuterSpace).default(''),
    /** Ask the CA to go without certConf (RFC 9810, section 5.1.1.1). */
    implicitConfirm: z.boolean(expectType('Either true or false')).default(false),
  },
  expectType(NOT_AN_OBJECT),
);
