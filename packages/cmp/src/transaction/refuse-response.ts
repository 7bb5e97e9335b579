import { toHex } from '@crypto-cmp/der';

import type { PKIMessage } from '../messages/pki-message.ts';
import { PKI_FAILURE_INFO, type PKIFailureInfoName } from '../messages/pki-failure-info.ts';
import { certReqIdOf, isImplicitlyConfirmed } from './accept-response.ts';
import type { AnyCheckName } from './check-name.ts';
import type { CheckedResponse } from './checks/check-response.ts';
import type { FailedCheck } from './checks/finding.ts';
import { composeMessage } from './compose-message.ts';
import { createConfirmation } from './create-confirmation.ts';
import { createFailure } from './create-failure.ts';
import { createFarewell } from './create-farewell.ts';
import { endRejection } from './end-rejection.ts';
import type { AnyFailure, PeerClaim } from './failure.ts';
import { describeClaim, peerClaim, saysNo, statusInfoOf } from './peer-claim.ts';
import type { RunningStage } from './poll.ts';
import { possibleEffect } from './possible-effect.ts';
import { rejectionStatus } from './rejection-status.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { AnyStage, AnyTransactionState, EnrollmentState } from './transaction-state.ts';

/** Acts on a response that failed a check, and is the end of the hope for a certificate, whatever else it says. */
export async function refuseResponse(
  state: AnyTransactionState,
  stage: RunningStage,
  checked: CheckedResponse,
  failedCheck: FailedCheck,
  context: TransactionContext,
): Promise<AnyStage> {
  const { message, authentic } = checked;
  const claim = message === undefined ? undefined : negativeClaim(message, authentic);
  const failure = describeFailure(state, stage, message, claim, failedCheck);
  if (stage.name === 'rejecting') return endRejection(stage.failure, failure.message);
  if (stage.name === 'confirming' && isAlreadyConfirmed(checked)) {
    return { name: 'succeeded', issued: stage.issued, confirmedBy: 'certConfirmed' };
  }
  // RFC 9483, section 3.6: what says no itself is not answered. Nor is what only seems to.
  if (claim !== undefined && (!authentic || isPlainNo(failedCheck))) return { name: 'failed', failure };
  if (stage.name === 'requesting' && isEnrollment(state) && checked.grant !== undefined && message !== undefined) {
    return rejectCertificate(state, message, checked.grant.der, failure, failedCheck, context);
  }
  const { senderNonce } = message?.header.value ?? {};
  const recipNonce = senderNonce === undefined ? state.peerNonces.at(-1) : toHex(senderNonce);
  const farewell = await createFarewell(state, FAIL_INFO[failedCheck.name], failure.message, context, recipNonce);
  return { name: 'failed', failure, farewell };
}

/** RFC 9483, section 3.6.1: a proper answer with a certificate that we do not take is confirmed as rejected. */
async function rejectCertificate(
  state: EnrollmentState,
  message: PKIMessage,
  certificate: Uint8Array,
  failure: AnyFailure,
  { name }: FailedCheck,
  context: TransactionContext,
): Promise<AnyStage> {
  if (isImplicitlyConfirmed(state, message.header.value)) {
    const text = `${failure.message}; it counts as confirmed, so it has to be revoked`;
    return { name: 'failed', failure: { ...failure, message: text } };
  }
  const status = rejectionStatus(FAIL_INFO[name], failure.message);
  const confirmed = { certificate, certReqId: certReqIdOf(message) };
  const content = await createConfirmation(confirmed, status, state.peerNonces.at(-1), context.crypto);
  const certConf = await composeMessage(state, content, context);
  const delivery = { type: 'sent', message: certConf } as const;
  return { name: 'rejecting', delivery, failure: { ...failure, rejection: 'unconfirmed' } };
}

function isEnrollment(state: AnyTransactionState): state is EnrollmentState {
  return state.operation !== 'rr' && state.operation !== 'genm';
}

function describeFailure(
  state: AnyTransactionState,
  stage: RunningStage,
  message: PKIMessage | undefined,
  claim: PeerClaim | undefined,
  { name, code, detail }: FailedCheck,
): AnyFailure {
  if (message === undefined || claim === undefined) {
    return createFailure(code, `${name}: ${detail}`, possibleEffect(state, true));
  }
  const said = describeClaim(claim);
  if (isPlainNo({ code })) {
    // The CA's no means that nothing was done, unless one has come already, or the request has arrived before.
    const may = !claim.authenticated || stage.name !== 'requesting' || claim.failInfo.includes('transactionIdInUse');
    return createFailure(code, `the CA answered: ${said}`, { claim, ...possibleEffect(state, may) });
  }
  const facts = { claim, ...possibleEffect(state, true) };
  if (message.protection === undefined) {
    return createFailure('error-not-authenticated', `an answer that anyone may have sent says: ${said}`, facts);
  }
  return createFailure(code, `${name}: ${detail}; the answer says: ${said}`, facts);
}

/** A proven no, with nothing else wrong about it. */
function isPlainNo({ code }: Pick<FailedCheck, 'code'>): boolean {
  return code === 'request-rejected' || code === 'error-received';
}

/** What the message says against us. */
function negativeClaim({ body }: PKIMessage, authentic: boolean): PeerClaim | undefined {
  return saysNo(body.value) ? peerClaim(body.value, authentic) : undefined;
}

/** RFC 9483, section 5.1.2: the answer to a certConf that arrived once before, such as one sent again after a crash. */
function isAlreadyConfirmed({ message, authentic }: CheckedResponse): boolean {
  if (!authentic || message?.body.value.type !== 'error') return false;
  return statusInfoOf(message.body.value)?.failInfo?.includes(PKI_FAILURE_INFO.certConfirmed) === true;
}

/** RFC 9483, section 3.6.4: how we say it to the CA. */
const FAIL_INFO: Readonly<Record<AnyCheckName, PKIFailureInfoName>> = {
  sizeAndContentType: 'badDataFormat',
  der: 'badDataFormat',
  pvno: 'unsupportedVersion',
  bodyType: 'badRequest',
  transactionID: 'badRequest',
  recipNonce: 'badRecipientNonce',
  senderNonce: 'badSenderNonce',
  messageTime: 'badTime',
  recipient: 'badRequest',
  sender: 'badMessageCheck',
  senderKID: 'badMessageCheck',
  protectionPresent: 'badMessageCheck',
  protectionKind: 'wrongIntegrity',
  macParameters: 'badMessageCheck',
  mac: 'badMessageCheck',
  signature: 'badMessageCheck',
  signerChain: 'signerNotTrusted',
  signerRevocation: 'signerNotTrusted',
  signerKeyUsage: 'badMessageCheck',
  kemCiphertext: 'badMessageCheck',
  certReqId: 'badRequest',
  pkiStatus: 'badDataFormat',
  encryptedCertificate: 'incorrectData',
  certificateKey: 'badCertTemplate',
  certificateNames: 'badCertTemplate',
  certificateChain: 'incorrectData',
  privateKeyEnvelope: 'incorrectData',
  keyGenerationAuthority: 'notAuthorized',
  privateKey: 'incorrectData',
  certificateRevocation: 'incorrectData',
  caPubs: 'badDataFormat',
  revokedCertificate: 'badCertId',
  infoType: 'badRequest',
  infoValue: 'badDataFormat',
  rootCaKeyUpdate: 'incorrectData',
  crls: 'incorrectData',
};
