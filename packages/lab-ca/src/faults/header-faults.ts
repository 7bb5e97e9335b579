import type { FailureCode, PKIHeader } from '@crypto-cmp/cmp';

import type { Exchange } from '../answering/answer.ts';
import type { AnswerDraft } from '../composing/answer-draft.ts';
import { type Fault, type FaultFacts, REQUESTS } from './fault.ts';
import { STRANGER } from './forge.ts';

type Header = AnswerDraft['header'];

/** Correctly protected, and wrong in the header. */
export const HEADER_FAULTS = {
  'pvno-1': header('pvno is 1', 'pvno-not-supported', (it) => ({ ...it, pvno: 1 })),
  'pvno-9': header('pvno is 9', 'pvno-not-supported', (it) => ({ ...it, pvno: 9 })),
  'transaction-id-differs': header(
    'transactionID is that of another transaction',
    'transaction-id-differs',
    (it, { lab }) => ({ ...it, transactionID: lab.crypto.randomBytes(16) }),
  ),
  'transaction-id-missing': header('transactionID is missing', 'transaction-id-differs', (it) =>
    without(it, 'transactionID'),
  ),
  'recip-nonce-differs': header(
    'recipNonce is not the nonce of the request, as in an old answer played again',
    'recip-nonce-differs',
    (it, { lab }) => ({ ...it, recipNonce: lab.crypto.randomBytes(16) }),
  ),
  'recip-nonce-missing': header('recipNonce is missing', 'recip-nonce-differs', (it) => without(it, 'recipNonce')),
  'sender-nonce-missing': header('senderNonce is missing', 'sender-nonce-missing', (it) => without(it, 'senderNonce')),
  'sender-nonce-short': header('senderNonce has 64 bits only', 'sender-nonce-length', (it, { lab }) => ({
    ...it,
    senderNonce: lab.crypto.randomBytes(8),
  })),
  'sender-nonce-echoed': header("senderNonce is the requester's own", 'sender-nonce-repeated', (it, { message }) => ({
    ...it,
    ...pick(message.header.value),
  })),
  'message-time-old': header('messageTime is an hour ago', 'message-time-off', (it, { lab }) => ({
    ...it,
    messageTime: new Date(lab.clock().getTime() - HOUR_MS),
  })),
  'message-time-ahead': header('messageTime is in an hour', 'message-time-off', (it, { lab }) => ({
    ...it,
    messageTime: new Date(lab.clock().getTime() + HOUR_MS),
  })),
  'recipient-differs': header('the recipient is somebody else', 'recipient-differs', (it) => ({
    ...it,
    recipient: { type: 'directoryName', value: STRANGER },
  })),
  'sender-differs': {
    ...header('the sender is not the name of this CA', 'sender-differs', (it) => ({
      ...it,
      sender: { type: 'directoryName', value: STRANGER },
    })),
    // Under a MAC only a client that knows the name can see it; under a signature it is not the signer's.
    needs: 'expected-sender',
  },
  'sender-kid-differs': header(
    'senderKID is not the reference of the secret, or not the key identifier of the signer',
    'sender-kid-differs',
    (it, { lab }) => ({ ...it, senderKID: lab.crypto.randomBytes(20) }),
  ),
} as const satisfies Record<string, Fault>;

function header(
  description: string,
  provokes: FailureCode,
  change: (header: Header, exchange: Exchange) => Header,
): Fault & FaultFacts {
  return {
    description,
    provokes,
    under: 'any',
    on: REQUESTS,
    draft: (draft, exchange) => ({ ...draft, header: change(draft.header, exchange) }),
  };
}

function without<K extends 'transactionID' | 'recipNonce' | 'senderNonce'>(header: Header, name: K): Header {
  const { [name]: _, ...rest } = header;
  // as: what is taken away is optional
  return rest as Header;
}

function pick({ senderNonce }: PKIHeader): Pick<PKIHeader, 'senderNonce'> {
  return senderNonce === undefined ? {} : { senderNonce };
}

const HOUR_MS = 3_600_000;
