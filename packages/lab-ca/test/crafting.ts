import {
  type CertReqMsg,
  CertRequest,
  type CertTemplate,
  type Controls,
  createPopo,
  PKI_FAILURE_INFO,
  type PKIBody,
  type PKIHeader,
  PKIMessage,
  type PKIStatusInfo,
  type Protector,
  protectPKIMessage,
} from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import { type KeyPair, parseCertificate, type Signer, SubjectPublicKeyInfo } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import type { LabCa } from '../src/create-lab-ca.ts';
import { byMac, subjectOf } from './requesting.ts';

/** Messages made by hand: right in everything that is not said otherwise. */
export interface Craft {
  readonly body: PKIBody;
  readonly header?: Partial<PKIHeader>;
  /** What to leave out of the header. */
  readonly without?: readonly (keyof PKIHeader)[];
  readonly protector?: Protector;
}

export async function craft({ body, header = {}, without = [], protector = byMac() }: Craft): Promise<Uint8Array> {
  const all = {
    pvno: 2,
    sender: { type: 'directoryName', value: senderOf(protector) },
    recipient: { type: 'directoryName', value: Uint8Array.of(0x30, 0x00) },
    messageTime: new Date(Math.floor(Date.now() / 1000) * 1000),
    transactionID: nodeCrypto.randomBytes(16),
    senderNonce: nodeCrypto.randomBytes(16),
    ...header,
  } as const;
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !without.some((one) => one === name)));
  // as: what was left out is optional
  return protectPKIMessage({ header: kept as typeof all, body }, protector, nodeCrypto);
}

function senderOf(protector: Protector): Uint8Array {
  return protector.kind === 'mac' ? subjectOf('somebody') : parseCertificate(protector.certificate).subject;
}

/** What the lab CA answers, which must be a CMP message. */
export async function ask(labCa: LabCa, bytes: Uint8Array, path = '/cmp'): Promise<PKIMessage> {
  const response = await labCa.handle({ path, contentType: 'application/pkixcmp', body: bytes });
  if (response.status !== 200) throw new Error(`expected a CMP message, got HTTP ${response.status}`);
  return decode(PKIMessage, response.body);
}

/** The next message of a transaction: the answer's transactionID and nonce are taken over. */
export function following({ header }: PKIMessage): Pick<PKIHeader, 'transactionID' | 'recipNonce'> {
  const { transactionID, senderNonce } = header.value;
  return { ...(transactionID && { transactionID }), ...(senderNonce && { recipNonce: senderNonce }) };
}

/** `error rejection badTime`, `ip accepted`, `ip rejection badPOP`: an answer in one line. */
export function summary({ body }: PKIMessage): string {
  const status = statusOf(body.value);
  if (status === undefined) return body.value.type;
  const bits = (status.failInfo ?? []).map((bit) => Object.entries(PKI_FAILURE_INFO).find(([, at]) => at === bit)?.[0]);
  const name = ['accepted', 'grantedWithMods', 'rejection', 'waiting'][status.status] ?? `status ${status.status}`;
  return [body.value.type, name, ...bits].join(' ');
}

function statusOf(body: PKIBody): PKIStatusInfo | undefined {
  switch (body.type) {
    case 'ip':
    case 'cp':
    case 'kup':
      return body.value.response[0]?.status;
    case 'rp':
      return body.value.status[0];
    case 'error':
      return body.value.pKIStatusInfo;
    default:
      return undefined;
  }
}

/** The certificate in an answer, DER. */
export function certificateIn({ body }: PKIMessage): Uint8Array {
  const { value } = body;
  const granted =
    value.type === 'ip' || value.type === 'cp' || value.type === 'kup'
      ? value.value.response[0]?.certifiedKeyPair?.certOrEncCert
      : undefined;
  if (granted?.type !== 'certificate') throw new Error('expected a certificate in the answer');
  return granted.value;
}

export interface CraftedRequest {
  readonly template?: Partial<CertTemplate>;
  readonly without?: readonly (keyof CertTemplate)[];
  readonly certReqId?: number;
  readonly controls?: Controls;
  readonly key?: Pick<KeyPair, 'publicKey'> & { readonly signer: Signer };
  /** In place of a proof by the key. */
  readonly popo?: CertReqMsg['popo'] | 'none';
}

/** A request for a certificate, with a proof of possession that fits what is in it. */
export async function craftCertReqMsg(craft: CraftedRequest = {}): Promise<CertReqMsg> {
  const { template = {}, without = [], certReqId = 0, controls, popo } = craft;
  const key = craft.key ?? (await nodeCrypto.generateKeyPair('ec-p256'));
  const all: CertTemplate = {
    subject: subjectOf('device'),
    publicKey: decode(SubjectPublicKeyInfo, key.publicKey),
    ...template,
  };
  const certTemplate = Object.fromEntries(Object.entries(all).filter(([name]) => !without.some((one) => one === name)));
  const value: CertRequest = { certReqId, certTemplate, ...(controls !== undefined && { controls }) };
  const der = encode(CertRequest, value);
  if (popo === 'none') return { certReq: { value, der } };
  return { certReq: { value, der }, popo: popo ?? (await createPopo(der, key.signer)) };
}
