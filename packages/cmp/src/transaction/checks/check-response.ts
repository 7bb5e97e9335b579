import { fromHex } from '@crypto-cmp/der';
import type { Certificate, PathVerdict } from '@crypto-cmp/x509';

import { PKI_STATUS } from '../../messages/pki-status.ts';
import type { PKIMessage } from '../../messages/pki-message.ts';
import { findSigner, type FoundSigner, readExtraCerts } from '../../protection/find-signer.ts';
import { isKemMacAlgorithm } from '../../protection/kem-mac-scheme.ts';
import { protectionKind } from '../../protection/protection-kind.ts';
import type { AwaitedResponse } from '../awaited-response.ts';
import {
  type AnyCheckName,
  type CheckName,
  type CheckNameOf,
  checkNamesOf,
  type COMMON_CHECK_NAMES,
} from '../check-name.ts';
import { statusInfoOf } from '../peer-claim.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { AnyTransactionState, EnrollmentState } from '../transaction-state.ts';
import { checkAnswer } from './check-answer.ts';
import { checkCaPubs, checkCertificateChain, checkCertificateKey, checkCertificateNames } from './check-certificate.ts';
import { checkDer, checkSizeAndContentType, type ReceivedBytes } from './check-encoding.ts';
import {
  checkBodyType,
  checkMessageTime,
  checkPvno,
  checkRecipient,
  checkRecipNonce,
  checkSenderNonce,
  checkTransactionID,
} from './check-header.ts';
import { checkKemCiphertext } from './check-kem-ciphertext.ts';
import { checkMac, checkMacParameters } from './check-mac.ts';
import { checkPathRevocation } from './check-path-revocation.ts';
import { checkProtectionKind, checkProtectionPresent, isAcceptedUnprotected } from './check-protection.ts';
import { checkSender, checkSenderKID } from './check-sender.ts';
import { checkRevokedCertificate } from './check-revocation.ts';
import { checkSignature, checkSignerChain, checkSignerKeyUsage, findSignerPath } from './check-signer.ts';
import { checkCertReqId, checkPkiStatus } from './check-status.ts';
import { checkKeyDelivery } from './check-key-delivery.ts';
import { evaluateGrant, type GrantReading } from './evaluate-grant.ts';
import { readGrantedCertificate } from './read-granted-certificate.ts';
import { type Finding, type Findings, firstFailedCheck, notApplicable } from './finding.ts';

/** A response with the verdicts on it. */
export interface CheckedResponse {
  /** One for each check of the operation's responses. */
  readonly findings: Partial<Findings>;
  /** Absent when the bytes are no message. */
  readonly message?: PKIMessage;
  /** Whether header and protection have passed, and the sender is proven: only then is the body the CA's. */
  readonly authentic: boolean;
  /** Whose signature proved it. */
  readonly signer?: Certificate;
  readonly grant?: GrantReading;
}

/**
 * All checks on a response, in the order of CHECK_NAMES. Those of header and protection are made even after one of them
 * failed, to show the whole picture; the body is looked at only when they all have passed (RFC 9483, section 3.5).
 */
export async function checkResponse(
  received: ReceivedBytes,
  awaited: AwaitedResponse,
  state: AnyTransactionState,
  context: TransactionContext,
): Promise<CheckedResponse> {
  const expectations = context.expectations ?? {};
  const sizeAndContentType = checkSizeAndContentType(received, expectations);
  const names = checkNamesOf(state.operation);
  if (sizeAndContentType.verdict === 'failed') return unread(names, { sizeAndContentType }, 'not looked at');
  const { finding: der, message } = checkDer(received.bytes, expectations);
  if (message === undefined) return unread(names, { sizeAndContentType, der }, 'the message cannot be read');

  const header = message.header.value;
  const body = message.body.value;
  const certificates = knownCertificates(message, state, context);
  const { finding: macParameters, scheme } = checkMacParameters(message, state, context);
  const mac = await checkMac(message, scheme, state, context);
  const signer = await findSignerOf(message, certificates, mac, context);
  const signerPath = await findSignerPath(signer, certificates, context);
  const origin = {
    sizeAndContentType,
    der,
    pvno: checkPvno(header, body.type, awaited),
    bodyType: checkBodyType(body.type, awaited),
    transactionID: checkTransactionID(header, state),
    recipNonce: checkRecipNonce(header, body.type, awaited),
    senderNonce: checkSenderNonce(header, state, awaited),
    messageTime: checkMessageTime(header, context),
    recipient: checkRecipient(header, body, state),
    sender: checkSender(header, signer, context),
    senderKID: checkSenderKID(header, signer, context),
    protectionPresent: checkProtectionPresent(message, state, expectations),
    protectionKind: checkProtectionKind(message, state, context),
    macParameters,
    mac,
    signature: checkSignature(message, signer),
    signerChain: checkSignerChain(signer, signerPath),
    signerRevocation: await checkPathRevocation(signerPath, 'signer-revoked', context),
    signerKeyUsage: checkSignerKeyUsage(message, signer),
  };
  if (firstFailedCheck(origin) !== undefined)
    return { ...unread(names, origin, 'not looked at: the sender is not proven'), message };
  const authentic = !isAcceptedUnprotected(message, state, expectations);
  if (authentic) requireProof(message, origin);

  const proof = { message, authentic, ...(signer !== undefined && { signer: signer.certificate }) };
  const common = {
    ...origin,
    kemCiphertext: await checkKemCiphertext(body, state, context),
    certReqId: checkCertReqId(body, state.operation, awaited),
    pkiStatus: checkPkiStatus(body),
  };
  // What the request asks for is still to come.
  if (state.stage.name === 'agreeing') return { ...unread(names, common, 'nothing asked for yet'), ...proof };
  switch (state.operation) {
    case 'rr': {
      const findings = { ...common, revokedCertificate: checkRevokedCertificate(body, state.revoking) };
      return { findings: findings satisfies Findings<CheckNameOf<'rr'>>, ...proof };
    }
    case 'genm': {
      const findings = { ...common, ...(await checkAnswer(body, state.asked, certificates, context)) };
      return { findings: findings satisfies Findings<CheckNameOf<'genm'>>, ...proof };
    }
    default:
      return { ...(await checkCertificate(message, state, certificates, context, common)), ...proof };
  }
}

/** What ip, cp and kup bring beside a status. */
async function checkCertificate(
  message: PKIMessage,
  state: EnrollmentState,
  certificates: readonly Certificate[],
  context: TransactionContext,
  common: Findings<CommonCheckName>,
): Promise<Pick<CheckedResponse, 'findings' | 'grant'>> {
  const nothing = notApplicable('no certificate');
  const granted = isGranted(message)
    ? await readGrantedCertificate(message, state, certificates, context)
    : { finding: nothing };
  const { finding: encryptedCertificate, der } = granted;
  const grant = der === undefined ? undefined : await evaluateGrant(message, der, state, certificates, context);
  const findings: Findings<CheckName> = {
    ...common,
    encryptedCertificate,
    certificateKey: grant === undefined ? nothing : checkCertificateKey(grant, state),
    certificateNames: grant === undefined ? nothing : checkCertificateNames(grant, context),
    certificateChain: grant === undefined ? nothing : checkCertificateChain(grant),
    ...(await checkKeyDelivery(message, grant, state, certificates, context)),
    certificateRevocation: await checkPathRevocation(pathOf(grant), 'certificate-revoked', context),
    caPubs: checkCaPubs(message, state, context),
  };
  return { findings, ...(grant !== undefined && { grant }) };
}

function pathOf(grant: GrantReading | undefined): PathVerdict | undefined {
  return grant === undefined || 'problem' in grant ? undefined : grant.verdict;
}

type CommonCheckName = (typeof COMMON_CHECK_NAMES)[number];

/**
 * The last line: whatever the checks before may have called not applicable, one of the proofs must be there. A MAC by our
 * secret is one; a signature, and a MAC by the CA's KEM key, prove no more than the path of their certificate does.
 */
function requireProof(
  { header }: PKIMessage,
  { mac, signature, signerChain }: Findings<'mac' | 'signature' | 'signerChain'>,
): void {
  const { protectionAlg } = header.value;
  const isKem = protectionAlg !== undefined && isKemMacAlgorithm(protectionAlg);
  if (mac.verdict === 'passed' && (!isKem || signerChain.verdict === 'passed')) return;
  if (signature.verdict === 'passed' && signerChain.verdict === 'passed') return;
  throw new Error('a response passed its checks without a proof of its sender');
}

function unread(names: readonly AnyCheckName[], made: Partial<Findings>, detail: string): CheckedResponse {
  const findings = Object.fromEntries(names.map((name) => [name, made[name] ?? notApplicable(detail)]));
  return { findings, authentic: false };
}

/** Where signers and issuers are looked for; none of these certificates is trusted by being here. */
export function knownCertificates(
  message: Pick<PKIMessage, 'extraCerts'>,
  state: AnyTransactionState,
  { intermediates = [], expectations, trustAnchors }: TransactionContext,
): readonly Certificate[] {
  return [
    ...readExtraCerts(message.extraCerts),
    ...readExtraCerts(state.extraCerts.map(fromHex)),
    ...(expectations?.pinnedSigners ?? []),
    ...intermediates,
    ...trustAnchors,
  ];
}

async function findSignerOf(
  message: PKIMessage,
  known: readonly Certificate[],
  mac: Finding,
  { crypto, kemPeer }: TransactionContext,
): Promise<FoundSigner | undefined> {
  const { protectionAlg } = message.header.value;
  const kind = protectionAlg === undefined ? 'unknown' : protectionKind(protectionAlg);
  if (kind === 'signature') return findSigner(message, known, crypto);
  if (kind !== 'kem' || kemPeer === undefined) return undefined;
  // The MAC was made by whoever holds the key of this certificate, as a signature would be.
  return { certificate: kemPeer.certificate, signature: mac.verdict === 'passed' ? 'verified' : 'wrong' };
}

function isGranted({ body }: PKIMessage): boolean {
  const status = statusInfoOf(body.value)?.status;
  return status === PKI_STATUS.accepted || status === PKI_STATUS.grantedWithMods;
}
