import { encode } from '@crypto-cmp/der';

import type { AttributeTypeAndValue } from '../messages/crmf/attribute-type-and-value.ts';
import { REG_INFO_TYPES } from '../messages/crmf/reg-info-types.ts';

/** Text for the registration authority, such as `{ corp_company: 'Example' }`. */
export type RegistrationInfo = Readonly<Record<string, string>>;

/**
 * utf8Pairs: `name?value%name?value%` (RFC 4211, section 7.1).
 *
 * @throws TypeError for a name that is empty or begins with a digit
 */
export function createUtf8Pairs(info: RegistrationInfo): AttributeTypeAndValue {
  const pairs = Object.entries(info).map(([name, value]) => {
    if (!/^[^\d]/.test(name)) throw new TypeError(`expected a name that does not begin with a digit, got '${name}'`);
    return `${escape(name)}?${escape(value)}%`;
  });
  const { oid, value } = REG_INFO_TYPES.utf8Pairs;
  return { type: oid, value: encode(value, pairs.join('')) };
}

/** What would end a name or a value is written as RFC 1738 has it. */
function escape(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('?', '%3f');
}
