import { INFO_TYPES, type PKIBodyType, type PKIHeader, type PKIMessage } from '@crypto-cmp/cmp';
import { equalBytes, fromHex, toHex } from '@crypto-cmp/der';

import type { Conduct } from '../conduct.ts';
import { Refusal } from '../refusal.ts';
import type { TransactionRecord } from '../store/records.ts';
import { isSameCredential, type Requester } from './requester.ts';

/** RFC 9483, section 3.5: what must be right before anybody asks who sent the message. */
export function checkBeforeProtection({ pvno, transactionID }: PKIHeader): void {
  if (pvno !== 2 && pvno !== 3) throw new Refusal('unsupportedVersion', `pvno ${pvno} is not supported, 2 and 3 are`);
  if (transactionID === undefined) throw new Refusal('badDataFormat', 'transactionID is missing');
}

/** RFC 9483, section 3.5, of a message whose sender is proven. */
export function checkHeader(
  { header: { value: header }, body }: PKIMessage,
  transaction: TransactionRecord | undefined,
  requester: Requester,
  conduct: Conduct,
  now: Date,
): void {
  const type = body.value.type;
  if (conduct.operation !== undefined && OPENING.has(type) && type !== conduct.operation) {
    throw new Refusal('badRequest', `the path is for ${conduct.operation}, not for ${type}`);
  }
  checkTransaction(type, transaction, requester);
  checkNonces(header, type, transaction);
  checkMessageTime(header, now);
  checkGeneralInfo(header, type);
}

/** The body types that begin a transaction. */
export const OPENING: ReadonlySet<PKIBodyType> = new Set(['ir', 'cr', 'kur', 'p10cr', 'rr', 'genm', 'nested']);

function checkTransaction(type: PKIBodyType, transaction: TransactionRecord | undefined, requester: Requester): void {
  if (transaction === undefined) {
    if (OPENING.has(type) || !CONTINUING.has(type)) return;
    throw new Refusal('badRequest', `there is no transaction that this ${type} could belong to`);
  }
  if (OPENING.has(type) && transaction.stage.name !== 'agreed')
    throw new Refusal('transactionIdInUse', 'transactionID is in use');
  if (isSameCredential(requester, transaction.credential)) return;
  const failInfo = requester.kind === transaction.credential.kind ? 'badMessageCheck' : 'wrongIntegrity';
  throw new Refusal(failInfo, 'the transaction was begun with another credential');
}

/** An error message may come at any moment: see take-error.ts. */
const CONTINUING: ReadonlySet<PKIBodyType> = new Set(['certConf', 'pollReq']);

function checkNonces(
  { senderNonce, recipNonce }: PKIHeader,
  type: PKIBodyType,
  transaction: TransactionRecord | undefined,
): void {
  if (senderNonce === undefined) throw new Refusal('badSenderNonce', 'senderNonce is missing');
  if (senderNonce.length < 16) throw new Refusal('badSenderNonce', 'senderNonce has less than 128 bits');
  if (transaction?.peerNonces.includes(toHex(senderNonce)) === true) {
    throw new Refusal('badSenderNonce', 'senderNonce was in an earlier message');
  }
  // Somebody who gives up may do so because our nonce was missing or wrong: a fault can have seen to that.
  if (type === 'error') return;
  if (transaction === undefined) {
    if (recipNonce === undefined) return;
    throw new Refusal('badRecipientNonce', 'recipNonce in a first message');
  }
  if (recipNonce === undefined || !equalBytes(recipNonce, fromHex(transaction.answerNonce))) {
    throw new Refusal('badRecipientNonce', 'recipNonce is not the senderNonce of our last message');
  }
}

function checkMessageTime({ messageTime }: PKIHeader, now: Date): void {
  if (messageTime === undefined) return;
  const seconds = Math.round((messageTime.getTime() - now.getTime()) / 1000);
  if (Math.abs(seconds) <= MAX_CLOCK_SKEW_SECONDS) return;
  throw new Refusal(
    'badTime',
    `messageTime is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} our clock`,
  );
}

/** RFC 9483, section 3.1. Other entries are of no interest to us. */
function checkGeneralInfo({ generalInfo = [] }: PKIHeader, type: PKIBodyType): void {
  for (const { infoType, infoValue } of generalInfo) {
    if (infoType === INFO_TYPES.implicitConfirm.oid) {
      if (!ENROLLING.has(type)) throw new Refusal('badRequest', `implicitConfirm has no place in ${type}`);
      // RFC 9810, section 5.1.1.1: the value is NULL.
      if (infoValue?.length !== 2 || infoValue[0] !== 0x05) {
        throw new Refusal('badDataFormat', 'the value of implicitConfirm is not NULL');
      }
    }
    if (infoType === INFO_TYPES.certProfile.oid && type !== 'genm' && !ENROLLING.has(type)) {
      throw new Refusal('badRequest', `certProfile has no place in ${type}`);
    }
  }
}

const ENROLLING: ReadonlySet<PKIBodyType> = new Set(['ir', 'cr', 'kur', 'p10cr']);
const MAX_CLOCK_SKEW_SECONDS = 300;
