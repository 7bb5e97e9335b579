import { type GeneralName, parseGeneralName, X509Error } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import { splitList } from '../options/split-list.ts';

export interface AltNames {
  readonly names: readonly GeneralName[];
  readonly critical: boolean;
}

/** `-sans`: IP addresses, mailboxes (with an @), URIs (with a colon), else DNS names; `critical` marks the extension. */
export function readSans(value: string): AltNames {
  const items = splitList(value);
  const names = items.filter((item) => item !== 'critical').map(toGeneralName);
  return { names, critical: items.includes('critical') };
}

function toGeneralName(text: string): GeneralName {
  const ip = tryParse(() => parseGeneralName('ip-address', text));
  if (ip !== undefined) return ip;
  const name = text.includes('@')
    ? tryParse(() => parseGeneralName('email', text))
    : text.includes(':')
      ? readUri(text)
      : tryParse(() => parseGeneralName('fqdn', text));
  if (name === undefined) {
    throw new CliError(`-sans: ${text} is no IP address, DNS name, e-mail address or URI`);
  }
  return name;
}

/** RFC 5280, section 4.2.1.6: with a scheme, and in ASCII. */
export function readUri(text: string): GeneralName | undefined {
  return /^[a-z][a-z\d+.-]*:[\x21-\x7e]+$/i.test(text) ? { type: 'uniformResourceIdentifier', value: text } : undefined;
}

function tryParse(parse: () => GeneralName): GeneralName | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}
