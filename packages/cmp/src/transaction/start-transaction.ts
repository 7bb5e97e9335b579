import { toHex } from '@crypto-cmp/der';
import { encodeName, nullName, parseCertificate, X509Error } from '@crypto-cmp/x509';

import { INFO_TYPES } from '../messages/info-types.ts';
import type { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import type { MacProtector } from '../protection/protector.ts';
import { composeMessage, IMPLICIT_CONFIRM, infoTypeAndValue, NONCE_LENGTH } from './compose-message.ts';
import { createFailure } from './create-failure.ts';
import { createEnrollBody, createPkcs10Body, createUpdateBody, type RequestBody } from './create-request-body.ts';
import { dueEffect } from './due-effect.ts';
import type { FailureCode } from './failure.ts';
import { showName } from './show-name.ts';
import type { Step } from './step.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { TransactionRequest } from './transaction-request.ts';
import type { TransactionStage, TransactionState } from './transaction-state.ts';

/**
 * Begins a transaction: makes the first message, and sends nothing. Store the step's state, then act on its effect.
 *
 * Where it is certain beforehand that no answer could be trusted, the step is the end already, and nothing is sent.
 *
 * @throws TypeError when the request makes no sense, such as a kur under a MAC
 */
export async function startTransaction(request: TransactionRequest, context: TransactionContext): Promise<Step> {
  const { body, requested } = await createBody(request, context);
  const facts = {
    version: 1,
    operation: request.operation,
    transactionID: toHex(context.crypto.randomBytes(TRANSACTION_ID_LENGTH)),
    sender: toHex(senderName(request, context)),
    recipient: toHex(recipientName(request, context)),
    protection: context.protector.kind,
    ...(context.protector.kind === 'mac' && { macSalt: toHex(context.crypto.randomBytes(MAC_SALT_LENGTH)) }),
    requested,
    implicitConfirmAsked: request.implicitConfirm ?? false,
    startedAt: context.now.toISOString(),
    peerNonces: [],
    extraCerts: [],
  } as const;
  const refusal = refuseToStart(request, context);
  if (refusal !== undefined) return stepTo({ ...facts, stage: refusal });
  const message = await composeMessage(facts, { body, generalInfo: generalInfo(request) }, context);
  return stepTo({ ...facts, stage: { name: 'requesting', delivery: { type: 'sent', message } } });
}

function stepTo(state: TransactionState): Step {
  return { state, effect: dueEffect(state) };
}

async function createBody(request: TransactionRequest, { protector }: TransactionContext): Promise<RequestBody> {
  if (protector.kind === 'mac' && protector.secret.length === 0)
    throw new TypeError('expected a secret that is not empty');
  switch (request.operation) {
    case 'ir':
    case 'cr':
      return createEnrollBody(request);
    case 'kur':
      // RFC 9483, section 4.1.3: signed by the certificate that is to be updated, never under a MAC.
      if (protector.kind !== 'signature') throw new TypeError('expected a signature protector for kur, got a MAC');
      return createUpdateBody(request, parseCertificate(protector.certificate));
    case 'p10cr':
      return createPkcs10Body(request);
  }
}

/** What can only end badly is not begun: the CA would issue a certificate that we then refuse. */
function refuseToStart(
  { operation }: TransactionRequest,
  { protector, trustAnchors, now }: TransactionContext,
): TransactionStage | undefined {
  if (protector.kind === 'mac') return undefined;
  if (trustAnchors.length === 0) {
    return refusal('trust-anchor-missing', 'no trust anchor is configured, so no signed answer could be trusted');
  }
  if (operation !== 'kur') return undefined;
  // RFC 9810, section 5.3.5: only a certificate that has not expired can be updated.
  const { subject, notAfter } = parseCertificate(protector.certificate);
  if (now.getTime() <= notAfter.getTime()) return undefined;
  return refusal('own-certificate-expired', `${showName(subject)} expired at ${notAfter.toISOString()}`);
}

function refusal(code: FailureCode, message: string): TransactionStage {
  return { name: 'failed', failure: createFailure(code, message, { certificateMayExist: false }) };
}

/**
 * RFC 9483, section 3.1: a signer bears its certificate's subject. Under a MAC the name names the secret, and the NULL-DN
 * stands where there is no name at all (RFC 9810, section 5.1.1).
 */
function senderName({ sender }: TransactionRequest, { protector }: TransactionContext): Uint8Array {
  if (protector.kind === 'signature') return parseCertificate(protector.certificate).subject;
  return sender ?? commonNameOf(protector) ?? encodeName(nullName);
}

/** Whom a certificate that is to be updated names as its issuer; else nobody, where no name is given. */
function recipientName({ recipient, operation }: TransactionRequest, { protector }: TransactionContext): Uint8Array {
  if (recipient !== undefined) return recipient;
  const isUpdate = operation === 'kur' && protector.kind === 'signature';
  return isUpdate ? parseCertificate(protector.certificate).issuer : encodeName(nullName);
}

function commonNameOf({ referenceId }: MacProtector): Uint8Array | undefined {
  if (referenceId.length === 0) return undefined;
  try {
    const value = new TextDecoder('utf-8', { fatal: true }).decode(referenceId);
    return encodeName({ rdns: [[{ type: COMMON_NAME, value }]] });
  } catch (error) {
    // A reference of octets that are no text.
    if (error instanceof TypeError || error instanceof X509Error) return undefined;
    throw error;
  }
}

function generalInfo({ implicitConfirm, certProfile }: TransactionRequest): readonly InfoTypeAndValue[] {
  return [
    ...(implicitConfirm === true ? [infoTypeAndValue(IMPLICIT_CONFIRM, null)] : []),
    ...(certProfile === undefined ? [] : [infoTypeAndValue(INFO_TYPES.certProfile, [certProfile])]),
  ];
}

/** RFC 9483, section 3.1: 128 random bits. */
const TRANSACTION_ID_LENGTH = NONCE_LENGTH;
const MAC_SALT_LENGTH = 16;
const COMMON_NAME = '2.5.4.3';
