import { encode, fromHex, objectIdentifier, sequence, sequenceOf } from '@crypto-cmp/der';
import {
  createBasicConstraints,
  createExtendedKeyUsage,
  createKeyUsage,
  createSubjectAltName,
  type Extension,
  type GeneralName,
  KEY_PURPOSES,
  KEY_USAGES,
  type KeyUsage,
  parseGeneralName,
  X509Error,
} from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import type { Config } from '../config/parse-config.ts';
import type { OptionName } from '../options/options.ts';
import { readUri } from './read-sans.ts';

/**
 * The extensions that a section of the configuration file asks for, written as x509v3_config(5) has them, each with
 * `critical,` in front if need be.
 *
 * @throws CliError for a section that is not there, and for what cannot be read
 */
export function sectionExtensions(config: Config, section: string, option: OptionName): readonly Extension[] {
  const lines = config.get(section);
  if (lines === undefined) throw new CliError(`-${option}: there is no section [${section}] in the file of -config`);
  return [...lines].map(([name, value]) => {
    const fail = (what: string): CliError => new CliError(`-${option}: [${section}] ${name}: ${what}`);
    try {
      return readExtension(config, name, value, fail);
    } catch (error) {
      if (error instanceof X509Error || error instanceof TypeError) throw fail(error.message);
      throw error;
    }
  });
}

/** certificatePolicies of these object identifiers, without qualifiers (RFC 5280, section 4.2.1.4). */
export function createPolicies(oids: readonly string[], critical: boolean): Extension {
  const value = oids.map((policyIdentifier) => ({ policyIdentifier }));
  return { extnID: CERTIFICATE_POLICIES, critical, extnValue: encode(policiesSyntax, value) };
}

export function isObjectIdentifier(text: string): boolean {
  return /^(?:[01]\.[1-3]?\d|2\.\d+)(?:\.\d+)*$/.test(text);
}

type Fail = (what: string) => CliError;

function readExtension(config: Config, name: string, written: string, fail: Fail): Extension {
  const items = written.split(',').map((item) => item.trim());
  const critical = items[0] === 'critical';
  const values = critical ? items.slice(1) : items;
  switch (name) {
    case 'basicConstraints':
      return readBasicConstraints(values, critical, fail);
    case 'keyUsage':
      return createKeyUsage(
        values.map((value) => toKeyUsage(value, fail)),
        critical,
      );
    case 'extendedKeyUsage':
      return createExtendedKeyUsage(
        values.map((value) => toPurpose(value, fail)),
        critical,
      );
    case 'subjectAltName':
      return createSubjectAltName(
        values.flatMap((value) => toAltNames(config, value, fail)),
        critical,
      );
    case 'certificatePolicies':
      return createPolicies(
        values.map((value) => toPolicy(config, value, fail)),
        critical,
      );
    default: {
      const [, hex] = /^DER:([\da-f:]+)$/i.exec(values.join(',')) ?? [];
      if (!isObjectIdentifier(name) || hex === undefined) {
        throw fail('this extension is not offered. Write it as OID = DER:hex');
      }
      return { extnID: name, critical, extnValue: fromHex(hex.replaceAll(':', '').toLowerCase()) };
    }
  }
}

function readBasicConstraints(values: readonly string[], critical: boolean, fail: Fail): Extension {
  const fields = new Map(
    values.map((value) => {
      const [key = '', text = ''] = value.split(':');
      return [key.trim().toLowerCase(), text.trim()] as const;
    }),
  );
  const cA = /^(?:true|yes|y|1)$/i.test(fields.get('ca') ?? '');
  const pathLength = fields.get('pathlen');
  if (pathLength !== undefined && !/^\d{1,3}$/.test(pathLength)) throw fail(`expected a number as pathlen`);
  return createBasicConstraints(
    pathLength === undefined ? { cA } : { cA, pathLenConstraint: Number(pathLength) },
    critical,
  );
}

function toKeyUsage(text: string, fail: Fail): KeyUsage {
  const wanted = text === 'nonRepudiation' ? 'contentCommitment' : text;
  const usage = KEY_USAGES.find((name) => name === wanted);
  if (usage === undefined) throw fail(`${text} is no key usage`);
  return usage;
}

function toPurpose(text: string, fail: Fail): string {
  const found = Object.entries(KEY_PURPOSES).find(([name]) => name.toLowerCase() === text.toLowerCase())?.[1];
  if (found === undefined && !isObjectIdentifier(text)) throw fail(`${text} is no extended key usage known here`);
  return found ?? text;
}

/** `DNS:name`, `IP:address` and the like, or `@section` with lines such as `DNS.1 = name`. */
function toAltNames(config: Config, text: string, fail: Fail): GeneralName[] {
  if (text.startsWith('@')) {
    const lines = config.get(text.slice(1));
    if (lines === undefined) throw fail(`there is no section [${text.slice(1)}]`);
    return [...lines].map(([key, value]) => toAltName(key.split('.', 1)[0] ?? '', value, fail));
  }
  const at = text.indexOf(':');
  return [toAltName(text.slice(0, Math.max(at, 0)), text.slice(at + 1), fail)];
}

function toAltName(kind: string, value: string, fail: Fail): GeneralName {
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
    default:
      throw fail(`expected DNS, IP, email or URI, got ${kind || 'nothing'}`);
  }
}

function toPolicy(config: Config, text: string, fail: Fail): string {
  const oid = text.startsWith('@') ? config.get(text.slice(1))?.get('policyIdentifier') : text;
  if (oid === undefined || !isObjectIdentifier(oid)) throw fail(`${text} gives no object identifier of a policy`);
  return oid;
}

const CERTIFICATE_POLICIES = '2.5.29.32';
const policiesSyntax = sequenceOf(sequence({ policyIdentifier: objectIdentifier }), { min: 1 });
