import { encode, objectIdentifier, sequence, sequenceOf } from '@crypto-cmp/der';
import {
  createBasicConstraints,
  createExtendedKeyUsage,
  createKeyUsage,
  createSubjectAltName,
  type Extension,
  KEY_PURPOSES,
  KEY_USAGES,
  type KeyUsage,
  X509Error,
} from '@crypto-cmp/x509';

import { CliError, type Fail } from '../cli-error.ts';
import type { Config } from '../config/parse-config.ts';
import type { OptionName } from '../options/options.ts';
import { readAltNames } from './read-alt-names.ts';
import { readAsn1Value } from './read-asn1-value.ts';
import { isObjectIdentifier } from './read-object-identifier.ts';

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
        values.flatMap((value) => readAltNames(config, value, fail)),
        critical,
      );
    case 'certificatePolicies':
      return createPolicies(
        values.map((value) => toPolicy(config, value, fail)),
        critical,
      );
    default: {
      if (!isObjectIdentifier(name))
        throw fail('this extension is not offered. Write it as OID = DER:hex or ASN1:TYPE:value');
      const extnValue = readAsn1Value(values.join(','));
      if (extnValue === undefined)
        throw fail('expected DER:hex, ASN1:NULL, or ASN1: with UTF8, IA5, PRINTABLE, BMP, INT, BOOL or OID and :value');
      return { extnID: name, critical, extnValue };
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
  const strange = [...fields.keys()].find((key) => key !== 'ca' && key !== 'pathlen');
  if (strange !== undefined) throw fail(`expected CA:TRUE or CA:FALSE and pathlen:N, got ${strange || 'nothing'}`);
  const stated = fields.get('ca') ?? 'false';
  const cA = /^(?:true|yes|y)$/i.test(stated);
  if (!cA && !/^(?:false|no|n)$/i.test(stated)) throw fail(`expected CA:TRUE or CA:FALSE, got CA:${stated}`);
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
  const known = { ...KEY_PURPOSES, ...FURTHER_PURPOSES };
  const found = Object.entries(known).find(([name]) => name.toLowerCase() === text.toLowerCase())?.[1];
  if (found === undefined && !isObjectIdentifier(text)) throw fail(`${text} is no extended key usage known here`);
  return found ?? text;
}

function toPolicy(config: Config, text: string, fail: Fail): string {
  const oid = text.startsWith('@') ? config.get(text.slice(1))?.get('policyIdentifier') : text;
  if (oid === undefined || !isObjectIdentifier(oid)) throw fail(`${text} gives no object identifier of a policy`);
  return oid;
}

/** As OpenSSL calls them. */
const FURTHER_PURPOSES = {
  ipsecIKE: '1.3.6.1.5.5.7.3.17',
  msCodeInd: '1.3.6.1.4.1.311.2.1.21',
  msCodeCom: '1.3.6.1.4.1.311.2.1.22',
  msEFS: '1.3.6.1.4.1.311.10.3.4',
  msSmartcardLogin: '1.3.6.1.4.1.311.20.2.2',
} as const;
const CERTIFICATE_POLICIES = '2.5.29.32';
const policiesSyntax = sequenceOf(sequence({ policyIdentifier: objectIdentifier }), { min: 1 });
