import { equalBytes, toHex } from '@crypto-cmp/der';
import { type Certificate, encodeName, nullName, parseCertificate, X509Error } from '@crypto-cmp/x509';

import { INFO_TYPES } from '../messages/info-types.ts';
import type { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import type { MacProtector } from '../protection/protector.ts';
import { beginAgreement, encapsulateTo } from './agree-by-kem.ts';
import {
  composeMessage,
  IMPLICIT_CONFIRM,
  infoTypeAndValue,
  type MessageContent,
  type MessageFacts,
  NONCE_LENGTH,
} from './compose-message.ts';
import { createFailure } from './create-failure.ts';
import { createInformationBody, type InformationBody } from './create-information-body.ts';
import { createEnrollBody, createPkcs10Body, createUpdateBody, type RequestBody } from './create-request-body.ts';
import { createRevocationBody, issuerOfTarget, type RevocationBody } from './create-revocation-body.ts';
import { dueEffect } from './due-effect.ts';
import type { AnyFailureCode } from './failure.ts';
import { showName } from './show-name.ts';
import type { Step } from './step.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { AnyTransactionRequest, Operation } from './transaction-request.ts';
import type { AgreeingStage, AnyTransactionState, FailedStage, RequestingStage } from './transaction-state.ts';

/**
 * Begins a transaction: makes the first message, and sends nothing. Store the step's state, then act on its effect.
 *
 * Where it is certain beforehand that no answer could be trusted, the step is the end already, and nothing is sent.
 *
 * @throws TypeError when the request makes no sense, such as a kur under a MAC
 */
export async function startTransaction<R extends AnyTransactionRequest>(
  request: R,
  context: TransactionContext,
): Promise<Step<R['operation']>> {
  // The operation of the state is that of the request.
  return await startAny(request, context);
}

async function startAny(request: AnyTransactionRequest, context: TransactionContext): Promise<Step<Operation>> {
  requireDecryption(request, context);
  const { body, ...wanted } = await createBody(request, context);
  const peer = context.kemPeer && (await encapsulateTo(context.kemPeer));
  const facts = {
    version: 1,
    ...('pvno' in wanted && { pvno: wanted.pvno }),
    transactionID: toHex(context.crypto.randomBytes(TRANSACTION_ID_LENGTH)),
    sender: toHex(senderName(request, context)),
    recipient: toHex(recipientName(request, context)),
    protection: context.protector.kind,
    ...(context.protector.kind === 'mac' && {
      macSalt: toHex(context.crypto.randomBytes(context.protector.parameters?.saltLength ?? MAC_SALT_LENGTH)),
    }),
    startedAt: context.now.toISOString(),
    peerNonces: [],
    extraCerts: [],
    ...peer?.facts,
  } as const;
  const prepared = { body, generalInfo: [...generalInfo(request), ...(peer === undefined ? [] : [peer.info])] };
  const stage = refuseToStart(request, context) ?? (await begin(facts, prepared, context));
  // as: the body, what is wanted by it and the operation come from one request
  const state = { ...facts, operation: request.operation, ...wanted, stage } as AnyTransactionState;
  return { state, effect: dueEffect(state) };
}

/** The request; before it, with a KEM key, the question for a ciphertext. */
async function begin(
  facts: MessageFacts,
  prepared: Pick<MessageContent, 'body' | 'generalInfo'>,
  context: TransactionContext,
): Promise<AgreeingStage | RequestingStage> {
  if (context.protector.kind === 'kem') return beginAgreement(facts, prepared, context);
  const message = await composeMessage(facts, prepared, context);
  return { name: 'requesting', delivery: { type: 'sent', message } };
}

/** Better now than when the certificate has been issued. */
function requireDecryption(request: AnyTransactionRequest, { decryption, protector }: TransactionContext): void {
  if ('encryptionKey' in request) {
    if (decryption?.key !== undefined && equalBytes(decryption.key.key.publicKey, request.encryptionKey)) return;
    throw new TypeError('expected the private key of encryptionKey in decryption');
  }
  if (!('centralKey' in request)) return;
  if (decryption !== undefined && (decryption.key !== undefined || protector.kind === 'mac')) return;
  throw new TypeError('expected decryption for a key that the CA makes, with a key unless a secret is shared');
}

/** The body of the first message, and what is stored to hold the answer against. */
type Beginning = (RequestBody & { readonly implicitConfirmAsked: boolean }) | RevocationBody | InformationBody;

async function createBody(request: AnyTransactionRequest, { protector }: TransactionContext): Promise<Beginning> {
  if (protector.kind === 'mac' && protector.secret.length === 0)
    throw new TypeError('expected a secret that is not empty');
  const own = ownCertificate(protector);
  switch (request.operation) {
    case 'ir':
    case 'cr':
      return { ...(await createEnrollBody(request)), implicitConfirmAsked: request.implicitConfirm ?? false };
    case 'kur':
      // RFC 9483, section 4.1.3: by the certificate that is to be updated, never under a shared secret.
      if (own === undefined) throw new TypeError('expected a protector with a certificate for kur');
      return { ...(await createUpdateBody(request, own)), implicitConfirmAsked: request.implicitConfirm ?? false };
    case 'p10cr':
      return { ...createPkcs10Body(request), implicitConfirmAsked: request.implicitConfirm ?? false };
    case 'rr':
      // RFC 9483, section 4.2: signed, unless the caller takes the risk that allowMac names.
      if (own === undefined && !(protector.kind === 'mac' && request.allowMac === true)) {
        throw new TypeError('expected a protector with a certificate for rr, or a MAC with allowMac');
      }
      return createRevocationBody(request, own);
    case 'genm':
      return createInformationBody(request.question);
  }
}

/** What can only end badly is not begun: the CA would issue a certificate that we then refuse. */
function refuseToStart(
  request: AnyTransactionRequest,
  { protector, trustAnchors, now }: TransactionContext,
): FailedStage<AnyFailureCode> | undefined {
  if (protector.kind === 'mac') return undefined;
  if (trustAnchors.length === 0) {
    return refusal('trust-anchor-missing', 'no trust anchor is configured, so no signed answer could be trusted');
  }
  const own = ownCertificate(protector);
  if (request.operation !== 'kur' || own === undefined) return undefined;
  // RFC 9810, section 5.3.5: only a certificate that has not expired can be updated, nor can it sign for another one.
  const involved = [own, ...(request.certificate === undefined ? [] : [parseCertificate(request.certificate)])];
  const expired = involved.find(({ notAfter }) => now.getTime() > notAfter.getTime());
  if (expired === undefined) return undefined;
  const { subject, notAfter } = expired;
  return refusal('own-certificate-expired', `${showName(subject)} expired at ${notAfter.toISOString()}`);
}

function refusal(code: AnyFailureCode, message: string): FailedStage<AnyFailureCode> {
  return { name: 'failed', failure: createFailure(code, message, { certificateMayExist: false }) };
}

/**
 * RFC 9483, section 3.1: a signer bears its certificate's subject. Under a MAC the name names the secret, and the NULL-DN
 * stands where there is no name at all (RFC 9810, section 5.1.1).
 */
function senderName({ sender }: AnyTransactionRequest, { protector }: TransactionContext): Uint8Array {
  const own = ownCertificate(protector);
  if (own !== undefined) return own.subject;
  return sender ?? (protector.kind === 'mac' ? commonNameOf(protector) : undefined) ?? encodeName(nullName);
}

/** Whom a certificate that is to be updated or revoked names as its issuer; else nobody, where no name is given. */
function recipientName(request: AnyTransactionRequest, { protector }: TransactionContext): Uint8Array {
  if (request.recipient !== undefined) return request.recipient;
  const own = ownCertificate(protector);
  if (request.operation === 'rr') return issuerOfTarget(request, own) ?? encodeName(nullName);
  if (request.operation !== 'kur') return encodeName(nullName);
  const updated = request.certificate === undefined ? own : parseCertificate(request.certificate);
  return updated?.issuer ?? encodeName(nullName);
}

function ownCertificate(protector: TransactionContext['protector']): Certificate | undefined {
  return protector.kind === 'signature' || protector.kind === 'kem'
    ? parseCertificate(protector.certificate)
    : undefined;
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

function generalInfo(request: AnyTransactionRequest): readonly InfoTypeAndValue[] {
  if (request.operation === 'rr') return [];
  const { certProfile } = request;
  // RFC 9483, section 3.1: implicitConfirm is for requests that a certConf could follow.
  const implicitConfirm = request.operation !== 'genm' && request.implicitConfirm === true;
  return [
    ...(implicitConfirm ? [infoTypeAndValue(IMPLICIT_CONFIRM, null)] : []),
    ...(certProfile === undefined ? [] : [infoTypeAndValue(INFO_TYPES.certProfile, [certProfile])]),
  ];
}

/** RFC 9483, section 3.1: 128 random bits. */
const TRANSACTION_ID_LENGTH = NONCE_LENGTH;
const MAC_SALT_LENGTH = 16;
const COMMON_NAME = '2.5.4.3';
