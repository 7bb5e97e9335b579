import { encode, ia5String, utf8String } from '@crypto-cmp/der';
import { type GeneralName, parseGeneralName } from '@crypto-cmp/x509';

import type { Config } from '../config/parse-config.ts';
import type { Fail } from '../cli-error.ts';
import { readName } from './read-name.ts';
import { isObjectIdentifier } from './read-object-identifier.ts';
import { readUri } from './read-sans.ts';

/** `DNS:name`, `IP:address` and the like, or `@section` with lines such as `DNS.1 = name` (x509v3_config(5)). */
export function readAltNames(config: Config, text: string, fail: Fail): GeneralName[] {
  if (text.startsWith('@')) {
    return [...sectionOf(config, text.slice(1), fail)].map(([key, value]) =>
      readAltName(config, key.split('.', 1)[0] ?? '', value, fail),
    );
  }
  const at = text.indexOf(':');
  return [readAltName(config, text.slice(0, Math.max(at, 0)), text.slice(at + 1), fail)];
}

function readAltName(config: Config, kind: string, value: string, fail: Fail): GeneralName {
  switch (kind) {
    case 'DNS':
      return parseGeneralName('fqdn', value);
    case 'IP':
      return parseGeneralName('ip-address', value);
    case 'email':
      return parseGeneralName('email', value);
    case 'URI': {
      const uri = readUri(value);
      if (uri === undefined) throw fail(`${value} is no URI`);
      return uri;
    }
    case 'RID':
      if (!isObjectIdentifier(value)) throw fail(`${value} is no object identifier`);
      return { type: 'registeredID', value };
    case 'dirName':
      return { type: 'directoryName', value: readSectionName(config, value, fail) };
    case 'otherName':
      return readOtherName(value, fail);
    default:
      throw fail(`expected DNS, IP, email, URI, RID, dirName or otherName, got ${kind || 'nothing'}`);
  }
}

/** A section with lines such as `CN = ap-7`; what stands before the last dot of a name only tells lines apart. */
function readSectionName(config: Config, section: string, fail: Fail): Uint8Array {
  const steps = [...sectionOf(config, section, fail)].map(([key, value]) => {
    const type = /^(?:\d+\.)?([A-Za-z]+|[\d.]+)$/.exec(key)?.[1];
    if (type === undefined) throw fail(`[${section}] ${key} is no type of an attribute`);
    return `/${type}=${value.replaceAll(/[\\/+]/g, '\\$&')}`;
  });
  return readName(steps.join('') || '/', 'reqexts', (warning) => {
    throw fail(warning);
  });
}

/** `OID;UTF8:text`, such as the userPrincipalName of Windows. */
function readOtherName(text: string, fail: Fail): GeneralName {
  const [, typeId = '', type = '', value = ''] = /^([\d.]+);(UTF8|UTF8String|IA5|IA5STRING):(.*)$/is.exec(text) ?? [];
  if (!isObjectIdentifier(typeId)) throw fail('otherName: expected OID;UTF8:text or OID;IA5:text');
  const written = type.toUpperCase().startsWith('UTF8') ? encode(utf8String, value) : encode(ia5String, value);
  return { type: 'otherName', value: { typeId, value: written } };
}

function sectionOf(config: Config, section: string, fail: Fail): ReadonlyMap<string, string> {
  const lines = config.get(section);
  if (lines === undefined) throw fail(`there is no section [${section}]`);
  return lines;
}
