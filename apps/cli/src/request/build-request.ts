import type { AnyTransactionRequest, Decryption } from '@crypto-cmp/cmp';
import {
  createSubjectAltName,
  encodeName,
  type Extension,
  EXTENSION_OIDS,
  isNullName,
  nullName,
  subjectAltNames,
} from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import type { Config } from '../config/parse-config.ts';
import type { Host } from '../host.ts';
import type { Log } from '../log.ts';
import type { Options } from '../options/options.ts';
import { splitList } from '../options/split-list.ts';
import { buildQuestion } from './build-question.ts';
import { buildRevocation } from './build-revocation.ts';
import { type NewKey, readNewKey } from './read-new-key.ts';
import type { Credentials } from './read-protector.ts';
import { type AltNames, readSans } from './read-sans.ts';
import type { Trust } from './read-trust.ts';
import { recipientOf, type References, senderOf } from './references.ts';
import { isObjectIdentifier } from './read-object-identifier.ts';
import { createPolicies, sectionExtensions } from './section-extensions.ts';

export interface RequestSources {
  readonly options: Options;
  readonly config: Config;
  readonly references: References;
  readonly credentials: Credentials;
  readonly trust: Trust;
  readonly now: Date;
  readonly host: Host;
  readonly log: Log;
}

/** What is asked of the CA, and what opens what it encrypts in its answer. */
export interface BuiltRequest {
  readonly request: AnyTransactionRequest;
  readonly decryption?: Decryption;
}

/** All defaults are filled in as OpenSSL fills them. */
export async function buildRequest(sources: RequestSources): Promise<BuiltRequest> {
  const { options, references, credentials, trust, log } = sources;
  const command = options.text('cmd');
  const profile = options.text('profile');
  const names = {
    sender: senderOf(references) ?? encodeName(nullName),
    recipient: recipientOf(references) ?? encodeName(nullName),
  };
  const named = { ...names, ...(profile !== undefined && { certProfile: profile }) };
  const common = { ...named, implicitConfirm: options.flag('implicit_confirm') };
  switch (command) {
    case 'ir':
    case 'cr': {
      const { raVerified, decryption, key } = await newKeyOf(sources);
      const request = { operation: command, ...common, ...enrollment(sources), ...key, raVerified };
      return { request, ...(decryption !== undefined && { decryption }) };
    }
    case 'kur': {
      requireOwnCertificate(references, credentials);
      if (options.number('popo') === 0) {
        throw new CliError('-popo 0: RFC 9483, section 5.2.3, has no raVerified in kur. Leave it out');
      }
      const { subjectAltNames: altNames, subjectAltNameCritical, extensions, ...rest } = enrollment(sources);
      // Given in full, so that nothing is carried over that -san_nodefault or -sans does not want.
      const altName = altNames.length === 0 ? [] : [createSubjectAltName(altNames, subjectAltNameCritical)];
      const updated = references.oldcert === undefined ? {} : { certificate: references.oldcert.der };
      const wished = { subjectAltNames: [], extensions: [...altName, ...extensions], keepExtensions: false };
      const { decryption, key } = await newKeyOf(sources);
      const request = { operation: 'kur', ...common, ...rest, ...key, ...updated, ...wished } as const;
      return { request, ...(decryption !== undefined && { decryption }) };
    }
    case 'p10cr':
      if (references.csr === undefined) throw new CliError('-csr: p10cr needs a PKCS#10 request');
      return { request: { operation: 'p10cr', ...common, csr: references.csr.der } };
    case 'rr':
      return { request: { ...names, ...buildRevocation(sources) } };
    case 'genm':
      return { request: { operation: 'genm', ...named, question: await buildQuestion(options, trust, log) } };
    case undefined:
      throw new CliError('-cmd: expected ir, cr, kur, p10cr, rr or genm');
    default:
      throw new CliError(`-cmd: expected ir, cr, kur, p10cr, rr or genm, got ${command}`);
  }
}

async function newKeyOf({ options, references, credentials, host }: RequestSources): Promise<NewKey> {
  return readNewKey(options, references, credentials, host);
}

interface Enrollment {
  readonly subject: Uint8Array;
  readonly subjectAltNames: AltNames['names'];
  readonly subjectAltNameCritical: boolean;
  readonly extensions: readonly Extension[];
  readonly validity: { readonly notBefore?: Date; readonly notAfter?: Date };
  readonly issuer?: Uint8Array;
}

function enrollment(sources: RequestSources): Enrollment {
  const { options, references } = sources;
  if (options.text('certout') === undefined && options.text('reqout_only') === undefined) {
    throw new CliError('-certout: it is needed to save the new certificate');
  }
  const { issuer } = references;
  const reference = references.oldcert ?? references.cert;
  const { altNames, extensions } = readExtensions(sources);
  const isUpdate = options.text('cmd') === 'kur';
  const fallback = isUpdate || altNames === undefined ? reference?.subject : undefined;
  const subject = references.subject ?? references.csr?.subject ?? fallback ?? encodeName(nullName);
  const copied = options.flag('san_nodefault') || reference === undefined ? [] : subjectAltNames(reference);
  const names = altNames?.names ?? copied;
  if (isNullName(subject) && names.length === 0) {
    throw new CliError('-subject: the certificate would have no name. Give -subject or -sans');
  }
  return {
    subject,
    subjectAltNames: names,
    subjectAltNameCritical: altNames?.critical === true || isNullName(subject),
    extensions,
    validity: readValidity(sources),
    ...(issuer !== undefined && !isNullName(issuer) && { issuer }),
  };
}

/** -reqexts and -policies over those of -csr, then -policy_oids; the SANs apart. */
function readExtensions({ options, config, references }: RequestSources): {
  readonly altNames: AltNames | undefined;
  readonly extensions: readonly Extension[];
} {
  const [section, policySection] = [options.text('reqexts'), options.text('policies')];
  const oids = splitList(options.text('policy_oids') ?? '');
  if (policySection !== undefined && oids.length > 0) {
    throw new CliError('-policies and -policy_oids: give one of them');
  }
  const unfit = oids.find((oid) => !isObjectIdentifier(oid));
  if (unfit !== undefined) throw new CliError(`-policy_oids: expected an object identifier, got ${unfit}`);
  const wished = [
    ...(section === undefined ? [] : sectionExtensions(config, section, 'reqexts')),
    ...(policySection === undefined ? [] : sectionExtensions(config, policySection, 'policies')),
  ];
  const sans = options.text('sans');
  if (sans !== undefined && wished.some(isAltName)) {
    throw new CliError('-sans: the section of -reqexts has a subjectAltName as well. Give one of them');
  }
  const policies = oids.length === 0 ? [] : [createPolicies(oids, options.flag('policy_oids_critical'))];
  const given = [...wished, ...policies];
  const fromCsr = (references.csr?.extensions ?? []).filter(
    ({ extnID }) => !given.some((one) => one.extnID === extnID),
  );
  const all = [...fromCsr, ...given];
  const extension = all.find(isAltName);
  const read = sans === undefined ? undefined : readSans(sans);
  const written =
    extension === undefined ? undefined : { names: subjectAltNames({ extensions: all }), critical: extension.critical };
  const chosen = read !== undefined && read.names.length > 0 ? read : written;
  return { altNames: chosen, extensions: all.filter((one) => !isAltName(one)) };
}

function isAltName({ extnID }: Extension): boolean {
  return extnID === EXTENSION_OIDS.subjectAltName;
}

function readValidity({ options, now }: RequestSources): Enrollment['validity'] {
  const days = options.number('days') ?? 0;
  if (days === 0) return {};
  const notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const notAfter = new Date(notBefore.getTime() + days * 86_400_000);
  // RFC 5280, section 4.1.2.5: the last date there is a way to write.
  if (!(notAfter.getTime() <= Date.UTC(9999, 11, 31)))
    throw new CliError(`-days: ${days} days end after the year 9999`);
  return { notBefore, notAfter };
}

/** RFC 9483, section 4.1.3: an update is signed. By another certificate than the updated one only where -oldcert says so. */
function requireOwnCertificate({ cert }: References, { protector }: Credentials): void {
  if (protector.kind !== 'signature' || cert === undefined) {
    throw new CliError('-cmd kur: it has to be signed by our own certificate. Give -cert and -key, no -secret');
  }
}
