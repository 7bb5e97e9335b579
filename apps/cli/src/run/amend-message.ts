import {
  type AnyTransactionState,
  encodeUnprotected,
  type InfoTypeAndValue,
  type NoProtector,
  PKIMessage,
  type PKIMessageDraft,
  protectPKIMessage,
  type Protector,
} from '@crypto-cmp/cmp';
import { decode, fromHex } from '@crypto-cmp/der';
import { nodeCrypto } from '@crypto-cmp/x509/node';

/** What options ask of a message beyond what a transaction makes by itself. */
export interface Amendments {
  readonly generalInfo: readonly InfoTypeAndValue[];
  readonly extraCerts: readonly Uint8Array[];
  /** The time in the header, where the clock of the checks is another one. */
  readonly messageTime?: () => Date;
}

export interface Sealing {
  readonly protector: Protector | NoProtector;
  /** The same in all messages of a transaction. */
  readonly macSalt?: Uint8Array | undefined;
}

export function sealingOf({ protector }: Pick<Sealing, 'protector'>, { macSalt }: AnyTransactionState): Sealing {
  return { protector, macSalt: macSalt === undefined ? undefined : fromHex(macSalt) };
}

/** Changes one of our messages and protects it again; the same octets when there is nothing to change. */
export async function amendMessage(bytes: Uint8Array, amendments: Amendments, sealing: Sealing): Promise<Uint8Array> {
  const { generalInfo, extraCerts, messageTime } = amendments;
  if (generalInfo.length === 0 && extraCerts.length === 0 && messageTime === undefined) return bytes;
  const message = decode(PKIMessage, bytes);
  const { header } = message;
  const infos = [...(header.value.generalInfo ?? []), ...generalInfo];
  return sealMessage(
    {
      header: {
        ...header.value,
        ...(infos.length > 0 && { generalInfo: infos }),
        ...(messageTime !== undefined && { messageTime: messageTime() }),
      },
      body: message.body.value,
      extraCerts: [...(message.extraCerts ?? []), ...extraCerts],
    },
    sealing,
  );
}

/** Protects a message, or strips it of all protection. */
export async function sealMessage(
  { header: { ...header }, body, extraCerts = [] }: PKIMessageDraft & { readonly header: { protectionAlg?: unknown } },
  { protector, macSalt }: Sealing,
): Promise<Uint8Array> {
  delete header.protectionAlg;
  if (protector.kind !== 'none') {
    const options = macSalt === undefined ? {} : { macSalt };
    return protectPKIMessage({ header, body, extraCerts }, protector, nodeCrypto, options);
  }
  if (header.senderKID?.length === 0) delete header.senderKID;
  return encodeUnprotected({ header, body, extraCerts });
}
