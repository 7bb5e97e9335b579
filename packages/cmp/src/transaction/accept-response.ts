import { decode, DerError, encode, equalBytes, fromHex, toHex } from '@crypto-cmp/der';
import { type Certificate, isNullName } from '@crypto-cmp/x509';

import { EnvelopedData } from '../messages/cms/enveloped-data.ts';
import type { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import type { PKIHeader } from '../messages/pki-header.ts';
import type { PKIMessage } from '../messages/pki-message.ts';
import { PKI_STATUS } from '../messages/pki-status.ts';
import { protectionKind } from '../protection/protection-kind.ts';
import type { CheckedResponse } from './checks/check-response.ts';
import { grantedKeyPair, type GrantReading, trustedCaPubs } from './checks/evaluate-grant.ts';
import { sendPrepared } from './agree-by-kem.ts';
import { composeMessage, CONFIRM_WAIT_TIME, IMPLICIT_CONFIRM } from './compose-message.ts';
import { ACCEPTED, createConfirmation } from './create-confirmation.ts';
import { toStored } from './create-information-body.ts';
import { endRejection } from './end-rejection.ts';
import { statusInfoOf } from './peer-claim.ts';
import { beginPolling, keepWaiting, type RunningStage } from './poll.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { AnyStage, AnyTransactionState, EnrollmentState, Hex, IssuedCertificate } from './transaction-state.ts';

/** Acts on a response that has passed every check. */
export async function acceptResponse(
  state: AnyTransactionState,
  stage: RunningStage,
  { message, grant }: CheckedResponse,
  context: TransactionContext,
): Promise<AnyStage> {
  if (message === undefined) throw new Error('a response passed its checks unread');
  const body = message.body.value;
  switch (body.type) {
    case 'ip':
    case 'cp':
    case 'kup':
      if (statusInfoOf(body)?.status === PKI_STATUS.waiting) {
        return beginPolling(state, stage, body.value.response[0]?.certReqId ?? -1, context);
      }
      if (state.operation === 'rr' || state.operation === 'genm') return stage;
      return confirm(state, toIssued(state, message, grant, context), message.header.value, context);
    case 'rp':
      return { name: 'revoked', crls: (body.value.crls ?? []).map(toHex) };
    case 'genp':
      if (stage.name === 'agreeing') return sendPrepared(state, stage, context);
      return { name: 'answered', values: body.value.map(toStored) };
    case 'pollRep': {
      const [entry] = body.value;
      return entry === undefined ? stage : keepWaiting(stage, entry, context);
    }
    case 'pkiconf':
      if (stage.name === 'confirming') return { name: 'succeeded', issued: stage.issued, confirmedBy: 'pkiconf' };
      if (stage.name === 'rejecting') return endRejection(stage.failure);
      return stage;
    case 'error':
      // Any other status than `waiting` has failed its check. -1 asks for the whole message.
      return beginPolling(state, stage, -1, context);
    default:
      return stage;
  }
}

/** What later messages need of this one. Only for messages whose sender is proven. */
export function remember<S extends AnyTransactionState>(state: S, message: PKIMessage, signer?: Certificate): S {
  const { header, body, extraCerts = [] } = message;
  const { senderNonce, sender, protectionAlg } = header.value;
  const nonces = senderNonce === undefined ? [] : [toHex(senderNonce)];
  const kind = protectionAlg === undefined || body.value.type === 'error' ? 'unknown' : protectionKind(protectionAlg);
  // RFC 9483, section 3.1: later messages address the sender of the previous one, where we knew no name before.
  const isNamed = !isNullName(fromHex(state.recipient)) || sender.type !== 'directoryName';
  return {
    ...state,
    recipient: isNamed ? state.recipient : toHex(sender.value),
    ...(kind !== 'unknown' && { peerProtection: kind }),
    peerNonces: [...state.peerNonces, ...nonces].slice(-MAX_NONCES),
    // The signer stands first: however many others there are, it is not pushed out.
    extraCerts: distinct([
      ...(signer === undefined ? [] : [toHex(signer.der)]),
      ...state.extraCerts,
      ...extraCerts.slice(0, MAX_EXTRA_CERTS).map(toHex),
    ]).slice(0, MAX_EXTRA_CERTS),
  };
}

function distinct(certificates: readonly Hex[]): Hex[] {
  return [...new Set(certificates)];
}

/** RFC 9810, section 5.1.1.1: certConf may be left out only if that was both asked for and granted. */
export function isImplicitlyConfirmed(state: EnrollmentState, { generalInfo = [] }: PKIHeader): boolean {
  return state.implicitConfirmAsked && generalInfo.some(grantsImplicitConfirm);
}

/** NULL, or no value, as EJBCA has it. With any other nobody knows what was granted, and a certConf too many does no harm. */
function grantsImplicitConfirm({ infoType, infoValue }: InfoTypeAndValue): boolean {
  if (infoType !== IMPLICIT_CONFIRM.oid) return false;
  return infoValue === undefined || equalBytes(infoValue, encode(IMPLICIT_CONFIRM.value, null));
}

async function confirm(
  state: EnrollmentState,
  issued: IssuedCertificate,
  header: PKIHeader,
  context: TransactionContext,
): Promise<AnyStage> {
  if (isImplicitlyConfirmed(state, header)) return { name: 'succeeded', issued, confirmedBy: 'implicitConfirm' };
  const { certReqId } = issued;
  const confirmed = { certificate: fromHex(issued.certificate), certReqId };
  const content = await createConfirmation(confirmed, ACCEPTED, state.peerNonces.at(-1), context.crypto);
  const message = await composeMessage(state, content, context);
  return { name: 'confirming', delivery: { type: 'sent', message }, issued };
}

function toIssued(
  state: EnrollmentState,
  message: PKIMessage,
  grant: GrantReading | undefined,
  context: TransactionContext,
): IssuedCertificate {
  const body = message.body.value;
  if (grant === undefined || 'problem' in grant || !grant.verdict.valid) {
    throw new Error('a response passed its checks without a certificate');
  }
  const path = grant.verdict.path.map(({ der }) => toHex(der));
  const confirmWaitTime = readConfirmWaitTime(message.header.value);
  return {
    certReqId: certReqIdOf(message),
    certificate: toHex(grant.der),
    chain: path.slice(1, -1),
    trustAnchor: path.at(-1) ?? toHex(grant.der),
    anchorSource: grant.anchorSource,
    caPubs: trustedCaPubs(message, state, context).map(({ der }) => toHex(der)),
    grantedWithMods: statusInfoOf(body)?.status === PKI_STATUS.grantedWithMods,
    comparison: grant.comparison,
    ...keyEnvelopeOf(state, message),
    ...(confirmWaitTime !== undefined && { confirmWaitTime: confirmWaitTime.toISOString() }),
  };
}

/** As it came: it is opened again by whoever has its key, and lies in no store in clear. */
function keyEnvelopeOf({ requested }: EnrollmentState, message: PKIMessage): Pick<IssuedCertificate, 'keyEnvelope'> {
  const privateKey = grantedKeyPair(message)?.privateKey;
  if (requested.publicKey !== undefined || privateKey?.type !== 'envelopedData') return {};
  return { keyEnvelope: toHex(encode(EnvelopedData, privateKey.value)) };
}

/** The one of the certificate in the response: a certConf echoes it. */
export function certReqIdOf({ body }: PKIMessage): number {
  const { value } = body;
  return value.type === 'ip' || value.type === 'cp' || value.type === 'kup'
    ? (value.value.response[0]?.certReqId ?? 0)
    : 0;
}

/** Until when the CA waits for certConf (RFC 9810, section 5.1.1.2); undefined where it does not say, or says nonsense. */
export function readConfirmWaitTime({ generalInfo = [] }: PKIHeader): Date | undefined {
  const info = generalInfo.find(({ infoType }) => infoType === CONFIRM_WAIT_TIME.oid);
  if (info?.infoValue === undefined) return undefined;
  try {
    return decode(CONFIRM_WAIT_TIME.value, info.infoValue);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

const MAX_NONCES = 100;
const MAX_EXTRA_CERTS = 20;
