import {
  CertRequest,
  createPopo,
  encodeUnprotected,
  type InfoTypeAndValue,
  type PKIBody,
  PKIMessage,
  type PKIMessageDraft,
  protectPKIMessage,
  type Protector,
  type TransactionState,
} from '@crypto-cmp/cmp';
import { decode, encode, fromHex } from '@crypto-cmp/der';
import type { Signer } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

/** What options ask of a message beyond what a transaction makes by itself. */
export interface Amendments {
  readonly generalInfo: readonly InfoTypeAndValue[];
  readonly extraCerts: readonly Uint8Array[];
  /** Issuer in the certificate template: a Name. */
  readonly issuer?: Uint8Array;
  readonly raVerified: boolean;
  readonly unprotected: boolean;
  /** The time in the header, where the clock of the checks is another one. */
  readonly messageTime?: () => Date;
}

export interface Sealing {
  readonly protector: Protector;
  /** Proves possession anew, when the template has changed. */
  readonly keySigner?: Signer | undefined;
  /** The same in all messages of a transaction. */
  readonly macSalt?: Uint8Array | undefined;
}

export function sealingOf(
  { protector, keySigner }: Pick<Sealing, 'protector' | 'keySigner'>,
  { macSalt }: Pick<TransactionState, 'macSalt'>,
): Sealing {
  return { protector, keySigner, macSalt: macSalt === undefined ? undefined : fromHex(macSalt) };
}

/** Changes one of our messages and protects it again; the same octets when there is nothing to change. */
export async function amendMessage(bytes: Uint8Array, amendments: Amendments, sealing: Sealing): Promise<Uint8Array> {
  const { generalInfo, extraCerts, unprotected, messageTime } = amendments;
  const message = decode(PKIMessage, bytes);
  const body = await amendBody(message.body.value, amendments, sealing);
  const isSame = body === message.body.value && !unprotected && messageTime === undefined;
  if (isSame && generalInfo.length === 0 && extraCerts.length === 0) return bytes;
  const { header } = message;
  const infos = [...(header.value.generalInfo ?? []), ...generalInfo];
  return sealMessage(
    {
      header: {
        ...header.value,
        ...(infos.length > 0 && { generalInfo: infos }),
        ...(messageTime !== undefined && { messageTime: messageTime() }),
      },
      body,
      extraCerts: [...(message.extraCerts ?? []), ...extraCerts],
    },
    unprotected,
    sealing,
  );
}

/** Protects a message, or strips it of all protection. */
export async function sealMessage(
  { header: { ...header }, body, extraCerts = [] }: PKIMessageDraft & { readonly header: { protectionAlg?: unknown } },
  unprotected: boolean,
  { protector, macSalt }: Sealing,
): Promise<Uint8Array> {
  delete header.protectionAlg;
  if (!unprotected) {
    const options = macSalt === undefined ? {} : { macSalt };
    return protectPKIMessage({ header, body, extraCerts }, protector, nodeCrypto, options);
  }
  if (header.senderKID?.length === 0) delete header.senderKID;
  return encodeUnprotected({ header, body, extraCerts });
}

async function amendBody(body: PKIBody, { issuer, raVerified }: Amendments, { keySigner }: Sealing): Promise<PKIBody> {
  if (body.type !== 'ir' && body.type !== 'cr' && body.type !== 'kur') return body;
  if (issuer === undefined && !raVerified) return body;
  const messages = body.value.map(async (message) => {
    const { value } = message.certReq;
    const template = { ...value.certTemplate, ...(issuer !== undefined && { issuer }) };
    const changed = { ...value, certTemplate: template };
    const der = encode(CertRequest, changed);
    const popo =
      raVerified || keySigner === undefined
        ? ({ type: 'raVerified', value: null } as const)
        : await createPopo(der, keySigner);
    return { ...message, certReq: { value: changed, der }, popo };
  });
  return { type: body.type, value: await Promise.all(messages) };
}
