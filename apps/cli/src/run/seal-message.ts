import {
  type AnyTransactionState,
  encodeUnprotected,
  type NoProtector,
  type PKIMessageDraft,
  protectPKIMessage,
  type Protector,
} from '@crypto-cmp/cmp';
import { fromHex } from '@crypto-cmp/der';
import { nodeCrypto } from '@crypto-cmp/x509/node';

export interface Sealing {
  readonly protector: Protector | NoProtector;
  /** The same in all messages of a transaction. */
  readonly macSalt?: Uint8Array | undefined;
}

export function sealingOf({ protector }: Pick<Sealing, 'protector'>, { macSalt }: AnyTransactionState): Sealing {
  return { protector, macSalt: macSalt === undefined ? undefined : fromHex(macSalt) };
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
