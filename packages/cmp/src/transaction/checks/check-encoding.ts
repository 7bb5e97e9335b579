import { decode, DerError } from '@crypto-cmp/der';

import { PKIMessage } from '../../messages/pki-message.ts';
import { isPKIMessageContentType, PKI_MESSAGE_CONTENT_TYPE } from '../../transfer/content-type.ts';
import { showPeerText } from '../peer-text.ts';
import type { Expectations } from '../transaction-context.ts';
import { failed, type Finding, passed } from './finding.ts';

/** Bytes as they came, and what the transfer said they are. */
export interface ReceivedBytes {
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

/** Before anything else looks at the octets. */
export function checkSizeAndContentType({ bytes, contentType }: ReceivedBytes, expectations: Expectations): Finding {
  const { maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES } = expectations;
  if (bytes.length > maxMessageBytes) {
    return failed('message-too-large', `${bytes.length} octets, ${maxMessageBytes} allowed`);
  }
  if (contentType !== undefined && !isPKIMessageContentType(contentType)) {
    return failed('message-content-type', `${showPeerText(contentType)}, expected ${PKI_MESSAGE_CONTENT_TYPE}`);
  }
  return passed(`${bytes.length} octets`);
}

/** Reads the message; without one the finding says where it broke. */
export function checkDer(
  bytes: Uint8Array,
  { maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES }: Expectations,
): { readonly finding: Finding; readonly message?: PKIMessage } {
  try {
    const message = decode(PKIMessage, bytes, { maxBytes: maxMessageBytes });
    return { finding: passed('a PKIMessage in DER'), message };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return { finding: failed('message-malformed', error.message) };
  }
}

const DEFAULT_MAX_MESSAGE_BYTES = 1024 * 1024;
