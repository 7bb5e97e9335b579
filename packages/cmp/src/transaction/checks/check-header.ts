import { fromHex, toHex } from '@crypto-cmp/der';
import { type Certificate, isNullName, matchNames } from '@crypto-cmp/x509';

import type { PKIBody, PKIBodyType } from '../../messages/pki-body.ts';
import type { PKIHeader } from '../../messages/pki-header.ts';
import { readExtraCerts } from '../../protection/find-signer.ts';
import type { AwaitedResponse } from '../awaited-response.ts';
import { saysNo } from '../peer-claim.ts';
import { showGeneralName } from '../show-name.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { AnyTransactionState, TransactionFacts } from '../transaction-state.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/**
 * RFC 9810, section 7: the version of the message that is answered. CAs that write 2 whatever they are asked in, as EJBCA
 * does, answer a certConf in version 3 so: the certificate is confirmed by then, and 2 is read like 3. An error may say
 * which version the CA speaks.
 */
export function checkPvno({ pvno }: PKIHeader, bodyType: PKIBodyType, { message }: AwaitedResponse): Finding {
  if (pvno === message.pvno) return passed(`${pvno}, as in our ${message.bodyType}`);
  if (pvno === 2) return passed(`2, though our ${message.bodyType} has ${message.pvno}`);
  if (bodyType === 'error' && pvno >= 1 && pvno <= 3) return passed(`${pvno}: an error message may bear the CA's own`);
  return failed('pvno-not-supported', `${pvno}, expected ${message.pvno}`);
}

/** RFC 9483, section 3.5: the answer to this request, an error, or while polling one more delay. */
export function checkBodyType(bodyType: PKIBodyType, awaited: AwaitedResponse): Finding {
  const request = awaited.delay === undefined ? awaited.message.bodyType : 'pollReq';
  const fitting = [awaited.bodyType, 'error', ...(awaited.delay === undefined ? [] : ['pollRep'])];
  if (fitting.includes(bodyType)) return passed(`${bodyType} answers ${request}`);
  return failed('body-type-unexpected', `${bodyType} does not answer ${request}, expected ${awaited.bodyType}`);
}

/** RFC 9810, section 5.1.1. */
export function checkTransactionID({ transactionID }: PKIHeader, state: TransactionFacts): Finding {
  if (transactionID === undefined) return failed('transaction-id-differs', 'absent');
  if (toHex(transactionID) === state.transactionID) return passed('equal');
  return failed('transaction-id-differs', 'belongs to another transaction');
}

/**
 * An old answer, played again, carries an old nonce. RFC 9483, section 4.4: a final answer after polling carries that of
 * the delayed request or of the last pollReq; a pollRep only the latter.
 */
export function checkRecipNonce({ recipNonce }: PKIHeader, bodyType: PKIBodyType, awaited: AwaitedResponse): Finding {
  if (recipNonce === undefined) return failed('recip-nonce-differs', 'absent');
  const nonce = toHex(recipNonce);
  if (nonce === awaited.message.senderNonce) return passed('equals our senderNonce');
  if (bodyType !== 'pollRep' && nonce === awaited.delay?.senderNonce) {
    return passed('equals the senderNonce of the request whose answer was delayed');
  }
  return failed('recip-nonce-differs', 'is not the senderNonce of our last message');
}

/** RFC 9483, section 3.1: at least 128 bits, new in each message. */
export function checkSenderNonce(
  { senderNonce }: PKIHeader,
  state: TransactionFacts,
  awaited: AwaitedResponse,
): Finding {
  if (senderNonce === undefined) return failed('sender-nonce-missing', 'absent');
  if (senderNonce.length < 16) return failed('sender-nonce-length', `${senderNonce.length} octets, 16 expected`);
  // It is stored and sent back: a peer must not choose how much.
  if (senderNonce.length > 64) return failed('sender-nonce-length', `${senderNonce.length} octets, 64 allowed`);
  const nonce = toHex(senderNonce);
  if (nonce === awaited.message.senderNonce) return failed('sender-nonce-repeated', 'is our own');
  if (state.peerNonces.includes(nonce)) return failed('sender-nonce-repeated', 'was in an earlier message');
  return passed(`new, ${senderNonce.length} octets`);
}

/** RFC 9483, section 3.5; the header may leave the time out. */
export function checkMessageTime({ messageTime }: PKIHeader, { now, expectations }: TransactionContext): Finding {
  if (messageTime === undefined) return notApplicable('absent');
  const { maxClockSkewSeconds = DEFAULT_MAX_CLOCK_SKEW_SECONDS } = expectations ?? {};
  const seconds = Math.round((messageTime.getTime() - now.getTime()) / 1000);
  const off = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of our clock' : 'off'}, ${maxClockSkewSeconds} s allowed`;
  return Math.abs(seconds) <= maxClockSkewSeconds ? passed(off) : failed('message-time-off', off);
}

/**
 * RFC 9483, section 5.1: the sender of our message. What binds an answer to its request are transactionID and nonces, so
 * that a CA may as well address us by the name it certifies, as EJBCA does, or by none. A no ends the transaction either
 * way: whose name stands on it must not hide what it says.
 */
export function checkRecipient({ recipient }: PKIHeader, body: PKIBody, state: AnyTransactionState): Finding {
  const shown = showGeneralName(recipient);
  if (recipient.type === 'directoryName') {
    if (matchNames(recipient.value, fromHex(state.sender))) return passed(shown);
    if (isNullName(recipient.value)) return passed('nobody is named');
    if (certifiedNames(body, state).some((name) => matchNames(recipient.value, name))) {
      return passed(`${shown}, the subject of the certificate`);
    }
  }
  if (saysNo(body)) return notApplicable(`${shown} is not our name, which matters little in a no`);
  return failed('recipient-differs', `${shown} is not our name`);
}

/** The subjects of the certificate that was asked for, and of the one that came. */
function certifiedNames(body: PKIBody, state: AnyTransactionState): Uint8Array[] {
  if (!('requested' in state)) return [];
  const issued = body.type === 'ip' || body.type === 'cp' || body.type === 'kup' ? grantedCertificate(body) : undefined;
  return [fromHex(state.requested.subject), ...(issued === undefined ? [] : [issued.subject])];
}

function grantedCertificate(body: Extract<PKIBody, { type: 'ip' | 'cp' | 'kup' }>): Certificate | undefined {
  const granted = body.value.response[0]?.certifiedKeyPair?.certOrEncCert;
  return granted?.type === 'certificate' ? readExtraCerts([granted.value])[0] : undefined;
}

export const DEFAULT_MAX_CLOCK_SKEW_SECONDS = 300;
