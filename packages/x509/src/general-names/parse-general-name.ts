import { encode, utf8String } from '@crypto-cmp/der';
import { encodeName } from '../names/encode-name.ts';
import { parseName } from '../names/parse-name.ts';
import type { GeneralName } from '../structures/general-name.ts';
import { X509Error } from '../x509-error.ts';
import { isDomainName } from './domain-name.ts';
import { parseIpAddress } from './ip-address.ts';

/** The kinds of name an administrator can give a certificate beside its subject. */
export type GeneralNameKind = (typeof GENERAL_NAME_KINDS)[number];

export const GENERAL_NAME_KINDS = ['ip-address', 'distinguished-name', 'email', 'string', 'fqdn'] as const;

/**
 * Reads a name of a given kind as people type it. A `string` becomes a User Principal Name, which EAP-TLS servers look
 * for; a `fqdn` a dNSName, an `email` an rfc822Name (RFC 5280, section 4.2.1.6).
 *
 * @throws X509Error `malformed-ip-address`, `malformed-general-name`; NameError for a distinguished name
 */
export function parseGeneralName(kind: GeneralNameKind, text: string): GeneralName {
  switch (kind) {
    case 'ip-address':
      return { type: 'iPAddress', value: parseIpAddress(text) };
    case 'distinguished-name':
      return { type: 'directoryName', value: encodeName(parseName(text)) };
    case 'email':
      if (!isMailbox(text)) throw malformed('not an e-mail address in ASCII such as user@example.com');
      return { type: 'rfc822Name', value: text };
    case 'string':
      if (text === '' || !text.isWellFormed()) throw malformed('expected a text that is not empty');
      return { type: 'otherName', value: { typeId: USER_PRINCIPAL_NAME, value: encode(utf8String, text) } };
    case 'fqdn':
      if (!isDomainName(text)) throw malformed('not a DNS name such as ap-7.example.com');
      return { type: 'dNSName', value: text };
  }
}

/** RFC 5321, section 4.1.2, without quoted local parts and address literals; lengths of section 4.5.3.1. */
function isMailbox(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  return local.length <= 64 && dotAtom.test(local) && isDomainName(text.slice(at + 1)) && !text.includes('*', at);
}

function malformed(message: string): X509Error {
  return new X509Error('malformed-general-name', message);
}

/** Microsoft's type of otherName: `user@REALM` or any other text, as UTF8String. */
export const USER_PRINCIPAL_NAME = '1.3.6.1.4.1.311.20.2.3';

const dotAtom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
