import { encodeUnprotected, type ErrorMsgContent, INFO_TYPES, PKI_FAILURE_INFO, PKIMessage } from '@crypto-cmp/cmp';
import { decode, DerError, equalBytes } from '@crypto-cmp/der';
import { type CryptoProvider, encodeName, nullName } from '@crypto-cmp/x509';

import { type Finding, failed, passed } from './finding.ts';

/** A question for the CA's certificates that names nobody and proves nothing, and how to judge its answer. */
export interface UnprotectedQuestion {
  readonly bytes: Uint8Array;
  judge(answer: Uint8Array): Finding;
}

/** genm (RFC 9483, section 4.3.1) without protection: any CMP server has an answer to it, be it an error. */
export function createUnprotectedQuestion(crypto: CryptoProvider, now: number): UnprotectedQuestion {
  const nobody = { type: 'directoryName', value: encodeName(nullName) } as const;
  const transactionID = crypto.randomBytes(16);
  const bytes = encodeUnprotected({
    header: {
      pvno: 2,
      sender: nobody,
      recipient: nobody,
      messageTime: new Date(Math.floor(now / 1000) * 1000),
      transactionID,
      senderNonce: crypto.randomBytes(16),
    },
    body: { type: 'genm', value: [{ infoType: INFO_TYPES.caCerts.oid }] },
  });
  return { bytes, judge: (answer) => judge(answer, transactionID) };
}

function judge(answer: Uint8Array, transactionID: Uint8Array): Finding {
  const message = read(answer);
  if (message === undefined) {
    return failed(
      'The answer is called a CMP message, but cannot be read as one.',
      'Correct the Path, or ask the CA’s operators what answers there.',
    );
  }
  const { header, body } = { header: message.header.value, body: message.body.value };
  // An error may be about a message that could not be read, and so name no transaction.
  const isOurs =
    header.transactionID === undefined ? body.type === 'error' : equalBytes(header.transactionID, transactionID);
  if (!isOurs) {
    return failed(
      'The answer belongs to another transaction.',
      'Something on the way may play back old answers. Show this to the CA’s operators.',
    );
  }
  switch (body.type) {
    case 'genp':
      return passed('A CMP server answers an unprotected question. Nothing proves yet which one.');
    case 'error':
      return passed(
        `A CMP server answers. It refuses an unprotected question${describeReason(body.value)}, as many CAs do.`,
      );
    default:
      return failed(`The server answers a question with ${body.type}.`, 'Show this to the CA’s operators.');
  }
}

function read(answer: Uint8Array): PKIMessage | undefined {
  try {
    return decode(PKIMessage, answer);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** By names of the standard only: the server's own words are not repeated. */
function describeReason({ pKIStatusInfo }: ErrorMsgContent): string {
  const names = Object.entries(PKI_FAILURE_INFO)
    .filter(([, bit]) => pKIStatusInfo.failInfo?.includes(bit) === true)
    .map(([name]) => name);
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}
