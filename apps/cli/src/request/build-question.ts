import { createCrlQuestion, INFO_TYPES, type Question } from '@crypto-cmp/cmp';
import { type CertificateList, issuingDistributionPoint, matchNames } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import { loadCertificate } from '../credentials/load-certificates.ts';
import { loadCrl } from '../credentials/load-crl.ts';
import type { Log } from '../log.ts';
import type { OptionName, Options } from '../options/options.ts';
import type { Trust } from './read-trust.ts';
import { isObjectIdentifier } from './read-object-identifier.ts';

/** `-cmd genm -infotype`: what is asked. What cannot be saved is not asked about, as with OpenSSL. */
export async function buildQuestion(options: Options, trust: Trust, log: Log): Promise<Question> {
  const infoType = options.text('infotype');
  switch (infoType) {
    case undefined:
      log.info('asking without -infotype: whether the CA answers, and what it says unasked');
      return { type: 'none' };
    case 'caCerts':
      requireOutput(options, infoType, 'cacertsout');
      return { type: infoType };
    case 'rootCaCert':
      requireOutput(options, infoType, 'newwithnew');
      return { type: infoType, currentRoot: await readCurrentRoot(options, trust, log) };
    case 'certReqTemplate':
      requireOutput(options, infoType, 'template');
      return { type: infoType };
    case 'crlStatusList':
      requireOutput(options, infoType, 'crlout');
      return readCrlQuestion(options, log);
    case 'currentCRL':
      requireOutput(options, infoType, 'crlout');
      return { type: infoType };
    default:
      return { type: 'other', infoType: readInfoType(infoType) };
  }
}

function requireOutput(options: Options, infoType: string, option: OptionName): void {
  if (options.text(option) !== undefined || options.text('reqout_only') !== undefined) return;
  throw new CliError(`-${option}: it is needed to save what -infotype ${infoType} brings`);
}

/** RFC 9810, section 5.3.19.15: the root in question is named to the CA. */
async function readCurrentRoot(options: Options, { anchors }: Trust, log: Log): Promise<Uint8Array> {
  const file = options.text('oldwithold');
  if (file !== undefined) return (await loadCertificate(file, 'oldwithold')).certificate.der;
  const [root, another] = options.text('srvcert') === undefined ? anchors : [];
  if (root === undefined || another !== undefined) {
    throw new CliError('-oldwithold: the root to be succeeded is needed, where -trusted does not name just one');
  }
  log.info('asking for the successor of the root in -trusted');
  return root.der;
}

/** RFC 9483, section 4.3.4: the CRL of a certificate, or the successor of a CRL, or both. */
async function readCrlQuestion(options: Options, log: Log): Promise<Question> {
  const [oldcrl, crlcert] = [options.text('oldcrl'), options.text('crlcert')];
  const atHand = oldcrl === undefined ? undefined : await loadCrl(oldcrl, 'oldcrl');
  if (crlcert !== undefined) {
    const { certificate } = await loadCertificate(crlcert, 'crlcert');
    if (atHand !== undefined && !matchNames(atHand.issuer, certificate.issuer)) {
      log.warn('-oldcrl and -crlcert have different issuers');
    }
    return createCrlQuestion(certificate, atHand);
  }
  if (atHand === undefined) {
    throw new CliError('-crlcert: it is needed to say which CRL to ask for, unless -oldcrl does');
  }
  return askForSuccessor(atHand);
}

function askForSuccessor(atHand: CertificateList): Question {
  const { issuer, thisUpdate } = atHand;
  const dpn = issuingDistributionPoint(atHand)?.distributionPoint;
  return {
    type: 'crlStatusList',
    source:
      dpn === undefined
        ? { type: 'issuer', value: [{ type: 'directoryName', value: issuer }] }
        : { type: 'dpn', value: dpn },
    issuer,
    thisUpdate,
  };
}

function readInfoType(text: string): string {
  const known = Object.entries(INFO_TYPES).find(([name]) => name === text)?.[1].oid;
  if (known !== undefined) return known;
  if (isObjectIdentifier(text)) return text;
  throw new CliError(`-infotype: ${text} is no infoType known here. An object identifier is taken, too`);
}
