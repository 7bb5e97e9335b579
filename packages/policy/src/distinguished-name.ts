import { NameError, parseName } from '@crypto-cmp/x509';
import type { z } from 'zod';
import type { Finding } from './finding.ts';
import type { Limit } from './limits.ts';
import { noHiddenCharacters, text } from './text.ts';

/**
 * A distinguished name as it was typed: RFC 4514 (`CN=ap-7,O=Example`) or OpenSSL's form (`/O=Example/CN=ap-7`). The
 * text itself is kept; it is known to parse.
 */
export function distinguishedName(limit: Limit): z.ZodString {
  return text(limit, noHiddenCharacters, parsesAsName);
}

/** As {@link distinguishedName}; the empty text stands for "none". */
export function optionalDistinguishedName(limit: Limit): z.ZodString {
  return text(limit, noHiddenCharacters, (value) => (value === '' ? undefined : parsesAsName(value)));
}

/** Says what is wrong with a name, and at which character, counted from 1. */
export function parsesAsName(value: string): Finding | undefined {
  try {
    if (parseName(value).rdns.length > 0) return undefined;
    return { code: 'name-invalid', message: 'Holds no attribute. Write it like CN=ap-7,O=Example' };
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    const [first = '', ...rest] = error.message;
    return {
      code: 'name-invalid',
      message: `Not a distinguished name, from character ${error.position + 1}: ${first}${rest.join('')}`,
    };
  }
}
