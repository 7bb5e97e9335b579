import {
  type CertReqMsg,
  describeProtection,
  findSigner,
  PKI_FAILURE_INFO,
  PKI_STATUS,
  type PKIBody,
  type PKIHeader,
  type PKIMessage,
  PopoError,
  protectionKind,
  summarizeBody,
  verifyPopo,
} from '@crypto-cmp/cmp';
import { equalBytes } from '@crypto-cmp/der';
import {
  type Certificate,
  describeGeneralName,
  describeName,
  formatName,
  keyUsage,
  matchNames,
  subjectKeyIdentifier,
  verifyCertificationRequest,
  X509Error,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { describeContents } from './describe-contents.ts';

export interface Explanation {
  readonly lines: readonly string[];
  /** Whether one of the checks failed. */
  readonly failed: boolean;
}

/** What a message says in words, and what can be found out about it without any secret. */
export async function explainMessage(message: PKIMessage, now: Date): Promise<Explanation> {
  const header = message.header.value;
  const body = message.body.value;
  const checks = [...checkHeader(header), ...(await checkProtection(message)), ...(await checkPossession(body))];
  return {
    lines: [
      `${body.type}: ${summarizeBody(body)}.`,
      `From ${name(header.sender)} to ${name(header.recipient)}${sentAt(header, now)}.`,
      ...statusLines(body),
      ...describeContents(body),
      'Checks that need no secret:',
      ...checks.map(({ verdict, text }) => `  ${SIGNS[verdict]} ${text}`),
    ],
    failed: checks.some(({ verdict }) => verdict === 'failed'),
  };
}

interface Check {
  readonly verdict: 'passed' | 'failed' | 'open';
  readonly text: string;
}

function checkHeader({ pvno, transactionID, senderNonce, recipNonce }: PKIHeader): Check[] {
  return [
    pvno === 2 || pvno === 3
      ? passed(`version ${pvno} (cmp${pvno === 2 ? '2000' : '2021'})`)
      : failed(`version ${pvno} is neither 2 nor 3`),
    checkLength('transactionID', transactionID),
    checkLength('senderNonce', senderNonce),
    recipNonce === undefined
      ? open('no recipNonce: a first message, or one that answers nothing')
      : open('recipNonce: whether it fits only the message before shows'),
  ];
}

/** RFC 9483, section 3.1: 128 bits. */
function checkLength(label: string, value: Uint8Array | undefined): Check {
  if (value === undefined) return failed(`no ${label}`);
  return value.length >= 16
    ? passed(`${label} of ${value.length} octets`)
    : failed(`${label} of ${value.length} octets: 16 expected`);
}

async function checkProtection(message: PKIMessage): Promise<Check[]> {
  const { protectionAlg } = message.header.value;
  if (protectionAlg === undefined || message.protection === undefined) {
    return [failed('no protection: anyone may have written this message')];
  }
  const how = describeProtection(protectionAlg);
  const kind = protectionKind(protectionAlg);
  if (kind === 'mac') return [open(`protected by a MAC (${how}): only who has the secret can check it`)];
  if (kind === 'kem')
    return [open(`protected by a MAC with a KEM (${how}): only who made the ciphertext can check it`)];
  if (kind === 'unknown') return [open(`protected by ${how}, which this version does not check`)];
  const found = await findSigner(message, [], nodeCrypto);
  if (found === undefined) return [open(`signed (${how}), and extraCerts has no certificate of the signer`)];
  const { certificate, signature } = found;
  const who = describeName(certificate.subject) || 'a certificate without subject';
  switch (signature) {
    case 'verified':
      return [
        passed(`signed (${how}) by the key of ${who}, over exactly these octets`),
        ...checkSigner(certificate, message.header.value),
      ];
    case 'wrong':
      return [failed(`the signature (${how}) does not fit the key of ${who}: forged, or changed on the way`)];
    case 'not-supported':
      return [open(`signed (${how}) with a key that this version cannot check`)];
  }
}

function checkSigner(certificate: Certificate, { sender, senderKID, messageTime }: PKIHeader): Check[] {
  const isNamed = sender.type === 'directoryName' && matchNames(sender.value, certificate.subject);
  const identifier = readOrNothing(() => subjectKeyIdentifier(certificate));
  const usages = readOrNothing(() => keyUsage(certificate));
  const at = (messageTime ?? new Date()).getTime();
  const isValid = certificate.notBefore.getTime() <= at && at <= certificate.notAfter.getTime();
  const span = `${day(certificate.notBefore)} to ${day(certificate.notAfter)}`;
  return [
    isNamed ? passed('the sender is the subject of that certificate') : failed('the sender is not its subject'),
    ...(senderKID === undefined || identifier === undefined
      ? []
      : [
          equalBytes(senderKID, identifier)
            ? passed('senderKID is its key identifier')
            : failed('senderKID is another'),
        ]),
    usages === undefined || usages.has('digitalSignature')
      ? passed('its key usage allows signatures')
      : failed('its key usage does not allow digitalSignature'),
    isValid ? passed(`it was valid then: ${span}`) : failed(`it was not valid then: ${span}`),
    open('whether to trust it depends on your trust anchors'),
  ];
}

/** Where there is nothing to verify in the request. */
function otherProof({ certReq, popo }: CertReqMsg): string | undefined {
  const { publicKey } = certReq.value.certTemplate;
  if (popo === undefined && (publicKey === undefined || publicKey.subjectPublicKey.length === 0)) {
    return 'the CA is to make the key, so there is nothing to possess yet';
  }
  const isLater = popo?.type === 'keyEncipherment' || popo?.type === 'keyAgreement';
  return isLater ? 'possession of the private key is shown later, or by encryption' : undefined;
}

async function checkPossession(body: PKIBody): Promise<Check[]> {
  switch (body.type) {
    case 'ir':
    case 'cr':
    case 'kur':
      return Promise.all(
        body.value.map(async (request) => {
          const other = otherProof(request);
          if (other !== undefined) return open(other);
          try {
            await verifyPopo(request, nodeCrypto);
            return passed('the requester has the private key: it signed the request');
          } catch (error) {
            if (!(error instanceof PopoError)) throw error;
            const text = `proof of possession: ${error.message}`;
            return error.code === 'popo-wrong' ? failed(text) : open(text);
          }
        }),
      );
    case 'p10cr':
      return [await checkCsr(body.value)];
    default:
      return [];
  }
}

async function checkCsr(der: Uint8Array): Promise<Check> {
  try {
    await verifyCertificationRequest(der, nodeCrypto);
    return passed('the requester has the private key: it signed the PKCS#10 request');
  } catch (error) {
    if (!(error instanceof X509Error)) throw error;
    return error.code === 'invalid-signature' ? failed(error.message) : open(error.message);
  }
}

function statusLines(body: PKIBody): string[] {
  const infos = statusInfos(body);
  return infos.flatMap(({ status, failInfo = [], statusString = [] }) => [
    `Status: ${nameOf(PKI_STATUS, status)}${failInfo.length === 0 ? '' : `, because of ${failInfo.map((bit) => nameOf(PKI_FAILURE_INFO, bit)).join(', ')}`}.`,
    ...statusString.map((text) => `It says: "${text}"`),
  ]);
}

function statusInfos(
  body: PKIBody,
): readonly { status: number; failInfo?: readonly number[]; statusString?: readonly string[] }[] {
  switch (body.type) {
    case 'ip':
    case 'cp':
    case 'kup':
    case 'ccp':
      return body.value.response.map(({ status }) => status);
    case 'rp':
      return body.value.status;
    case 'error':
      return [body.value.pKIStatusInfo];
    case 'certConf':
      return body.value.flatMap(({ statusInfo }) => (statusInfo === undefined ? [] : [statusInfo]));
    default:
      return [];
  }
}

function name(generalName: PKIHeader['sender']): string {
  if (generalName.type !== 'directoryName') return describeGeneralName(generalName).value;
  return formatName(generalName.value) || 'nobody (the empty name)';
}

function sentAt({ messageTime }: PKIHeader, now: Date): string {
  if (messageTime === undefined) return '';
  const ahead = messageTime.getTime() > now.getTime() + 300_000 ? ', which is in the future' : '';
  return ` at ${messageTime.toISOString()}${ahead}`;
}

function nameOf(names: Readonly<Record<string, number>>, value: number): string {
  return Object.entries(names).find(([, number]) => number === value)?.[0] ?? `number ${value}`;
}

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function readOrNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}

function passed(text: string): Check {
  return { verdict: 'passed', text };
}

function failed(text: string): Check {
  return { verdict: 'failed', text };
}

function open(text: string): Check {
  return { verdict: 'open', text };
}

const SIGNS = { passed: 'ok  ', failed: 'BAD ', open: '?   ' } as const;
