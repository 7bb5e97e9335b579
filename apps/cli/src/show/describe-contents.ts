import {
  type CertTemplate,
  type EncryptedKey,
  INFO_TYPES,
  type InfoType,
  type InfoTypeAndValue,
  type PKIBody,
  PKIMessage,
} from '@crypto-cmp/cmp';
import { decode, DerError, enumerated } from '@crypto-cmp/der';
import {
  describeGeneralName,
  EXTENSION_OIDS,
  type Extension,
  formatName,
  formatSerialNumber,
  parseCertificate,
  parseCertificateList,
  parseCertificationRequest,
  REVOCATION_REASONS,
  X509Error,
} from '@crypto-cmp/x509';

/** What a body asks for, brings or announces, a line each, in words. */
export function describeContents(body: PKIBody): string[] {
  switch (body.type) {
    case 'ir':
    case 'cr':
    case 'kur':
      return body.value.map(({ certReq }) => {
        const { subject } = certReq.value.certTemplate;
        return `Asks for a certificate for ${subject === undefined ? 'no name' : nameOf(subject)}.`;
      });
    case 'p10cr': {
      const request = readOrNothing(() => parseCertificationRequest(body.value));
      return [`Asks for a certificate for ${request === undefined ? 'what cannot be read' : nameOf(request.subject)}.`];
    }
    case 'ip':
    case 'cp':
    case 'kup':
    case 'ccp': {
      const pairs = body.value.response.flatMap(({ certifiedKeyPair }) => certifiedKeyPair ?? []);
      const { caPubs = [] } = body.value;
      return [
        ...pairs.flatMap(({ certOrEncCert: granted, privateKey }) => [
          granted.type === 'certificate'
            ? `Brings ${describeCertificate(granted.value)}.`
            : `Brings a certificate ${encryption(granted.value)}: who can read it has the key.`,
          ...(privateKey === undefined
            ? []
            : [`Brings the private key, which the CA made, ${encryption(privateKey)}.`]),
        ]),
        ...caPubs.map((der) => `In caPubs: ${describeCertificate(der)}.`),
      ];
    }
    case 'rr':
      return body.value.map(({ certDetails, crlEntryDetails }) => {
        const reason = reasonOf(crlEntryDetails);
        const aim = reason === 'removeFromCRL' ? 'Asks to lift the hold of' : 'Asks to revoke';
        return `${aim} ${describeTemplate(certDetails)}${reason === undefined ? '' : `, reason ${reason}`}.`;
      });
    case 'rp':
      return (body.value.revCerts ?? []).map(
        ({ issuer, serialNumber }) =>
          `It is about the certificate ${formatSerialNumber(serialNumber)} of ${describeGeneralName(issuer).value}.`,
      );
    case 'certConf':
      return body.value.map(
        ({ certReqId, hashAlg }) =>
          `It is about the certificate to request ${certReqId}, ${hashAlg === undefined ? 'by the hash of its signature algorithm' : 'by a hash that hashAlg names'}.`,
      );
    case 'pollRep':
      return body.value.flatMap(({ reason = [] }) => reason.map((text) => `It says: "${text}"`));
    case 'genm':
      return body.value.flatMap((info) => describeInfo(info, 'Asks about'));
    case 'genp':
      return body.value.flatMap((info) => describeInfo(info, 'Answers about'));
    case 'nested':
      return body.value.map((inner) => {
        const message = readOrNothing(() => decode(PKIMessage, inner));
        return `Carries a message: ${message?.body.value.type ?? 'one that cannot be read'}.`;
      });
    case 'crlann':
      return body.value.map((der) => `Brings ${describeCrl(der)}.`);
    case 'cann':
      return [`Brings ${describeCertificate(body.value)}.`];
    default:
      return [];
  }
}

function describeInfo(info: InfoTypeAndValue, verb: string): string[] {
  const { infoType, infoValue } = info;
  const name = Object.entries(INFO_TYPES).find(([, { oid }]) => oid === infoType)?.[0] ?? infoType;
  if (infoValue === undefined) return [`${verb} ${name}, without a value.`];
  try {
    const lines = describeInfoValue(info);
    return lines.length === 0 ? [`${verb} ${name}.`] : lines.map((line) => `${verb} ${name}: ${line}`);
  } catch (error) {
    if (error instanceof DerError) return [`${verb} ${name}, in a form that cannot be read: ${error.message}.`];
    throw error;
  }
}

function describeInfoValue(info: InfoTypeAndValue): string[] {
  const read = <T>({ oid, value }: InfoType<T>): T | undefined =>
    info.infoType === oid && info.infoValue !== undefined ? decode(value, info.infoValue) : undefined;
  const update = read(INFO_TYPES.rootCaKeyUpdate);
  if (update !== undefined) {
    const { newWithNew, newWithOld, oldWithNew } = update;
    return [
      `the new root, ${describeCertificate(newWithNew)}.`,
      newWithOld === undefined
        ? 'no newWithOld: nothing ties the new root to the old one.'
        : 'newWithOld, by which the old root vouches for the new one.',
      ...(oldWithNew === undefined ? [] : ['oldWithNew, by which the new root vouches for the old one.']),
    ];
  }
  const root = read(INFO_TYPES.rootCaCert);
  if (root !== undefined) return [`the successor of ${describeCertificate(root)}.`];
  const template = read(INFO_TYPES.certReqTemplate);
  if (template !== undefined) {
    const { certTemplate, keySpec = [] } = template;
    return [`a template for ${describeTemplate(certTemplate)}; kinds of keys named: ${keySpec.length}.`];
  }
  const statuses = read(INFO_TYPES.crlStatusList) ?? [];
  const ciphertext = read(INFO_TYPES.KemCiphertextInfo);
  return [
    ...(read(INFO_TYPES.caCerts) ?? []).map((der) => `${describeCertificate(der)}.`),
    ...(read(INFO_TYPES.crls) ?? []).map((der) => `${describeCrl(der)}.`),
    ...statuses.map(({ thisUpdate }) =>
      thisUpdate === undefined
        ? 'a CRL, of which none is at hand.'
        : `a CRL newer than that of ${day(thisUpdate.value)}.`,
    ),
    ...(ciphertext === undefined
      ? []
      : [`a KEM ciphertext of ${ciphertext.ct.length} octets, from which both sides derive the key of their MACs.`]),
  ];
}

function describeTemplate({ subject, issuer, serialNumber, publicKey }: CertTemplate): string {
  if (serialNumber !== undefined) {
    return `the certificate ${formatSerialNumber(serialNumber)} of ${issuer === undefined ? 'no issuer' : nameOf(issuer)}`;
  }
  const whose = subject === undefined ? 'any name' : nameOf(subject);
  return publicKey === undefined ? whose : `the certificate of ${whose} with the key that is named`;
}

function describeCertificate(der: Uint8Array): string {
  const certificate = readOrNothing(() => parseCertificate(der));
  if (certificate === undefined) return 'a certificate that cannot be read';
  const { subject, issuer, serialNumber, notBefore, notAfter } = certificate;
  return (
    `the certificate ${formatSerialNumber(serialNumber)} for ${nameOf(subject)}, ` +
    `issued by ${nameOf(issuer)}, valid ${day(notBefore)} to ${day(notAfter)}`
  );
}

function describeCrl(der: Uint8Array): string {
  const crl = readOrNothing(() => parseCertificateList(der));
  if (crl === undefined) return 'a CRL that cannot be read';
  const { issuer, thisUpdate, nextUpdate, entries } = crl;
  const until = nextUpdate === undefined ? '' : ` to ${day(nextUpdate)}`;
  return `the CRL of ${nameOf(issuer)}, ${day(thisUpdate)}${until}; certificates revoked: ${entries.length}`;
}

/** RFC 9810, section 5.2.2: EnvelopedData, or the outdated EncryptedValue. */
function encryption(key: EncryptedKey): string {
  if (key.type === 'encryptedValue') return 'in an EncryptedValue, which is outdated and refused here';
  const ways = key.value.recipientInfos.map(({ type }) => RECIPIENTS[type]);
  return `in an EnvelopedData, encrypted ${ways.join(' and ')}`;
}

function reasonOf(extensions: readonly Extension[] = []): string | undefined {
  const extension = extensions.find(({ extnID }) => extnID === EXTENSION_OIDS.cRLReason);
  if (extension === undefined) return undefined;
  try {
    const code = decode(enumerated, extension.extnValue);
    return Object.entries(REVOCATION_REASONS).find(([, one]) => one === code)?.[0] ?? `number ${code}`;
  } catch (error) {
    if (error instanceof DerError) return 'in a form that cannot be read';
    throw error;
  }
}

function nameOf(name: Uint8Array): string {
  return formatName(name) || 'the empty name';
}

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function readOrNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof X509Error || error instanceof DerError) return undefined;
    throw error;
  }
}

const RECIPIENTS = {
  ktri: 'to a key by key transport',
  kari: 'to a key by key agreement',
  kekri: 'under a key that both sides have',
  pwri: 'under the shared secret',
  ori: 'to a KEM key',
} as const;
