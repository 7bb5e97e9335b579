import {
  advance,
  type AnyFailureCode,
  type Failure,
  FAILURE_KINDS,
  type FailureCode,
  type PeerClaim,
  PKIMessage,
  protectionKind,
  startTransaction,
  type TransactionContext,
} from '@crypto-cmp/cmp';
import type { HttpAnswer } from '@crypto-cmp/cmp/node';
import { decode } from '@crypto-cmp/der';
import type { AdvancedSettings, CmpServerDraft } from '@crypto-cmp/policy';
import { type CryptoProvider, encodeName, parseCertificate, parseName, parsePem } from '@crypto-cmp/x509';

import { explainFailure } from '../enrollments/explanations/explain-failure.ts';
import { explainRefusal } from '../enrollments/explanations/explain-refusal.ts';
import type { FailureFacts } from '../enrollments/explanations/explanation.ts';
import { expectationsOf } from '../policies/protocol-settings.ts';
import { type Finding, failed, notTested, passed, testFacts } from './finding.ts';
import type { TestCredential } from './test-credential.ts';

export interface ProtectedTest {
  readonly server: CmpServerDraft;
  /** PEM. */
  readonly trustAnchors: readonly string[];
  readonly advanced: Pick<AdvancedSettings, 'protection' | 'acceptance'>;
  readonly credential: TestCredential;
  readonly crypto: CryptoProvider;
  readonly now: () => number;
  /** Brings one message to the server. Throws TransferError. */
  readonly send: (bytes: Uint8Array) => Promise<HttpAnswer>;
}

/**
 * genm under the trustpoint's own protection: does the CA know us, and is it the CA? One message and its answer; there is
 * nothing to confirm, and nobody needs to hear how it was judged.
 */
export async function askProtected(test: ProtectedTest): Promise<Finding> {
  const { senderName, recipientName } = test.credential;
  const context = contextOf(test);
  const first = await startTransaction(
    {
      operation: 'genm',
      question: { type: 'caCerts' },
      ...(senderName !== '' && { sender: encodeName(parseName(senderName)) }),
      ...(recipientName !== '' && { recipient: encodeName(parseName(recipientName)) }),
    },
    context,
  );
  if (first.effect.type === 'failed') return judgeFailure(first.effect.failure, test);
  if (first.effect.type !== 'send') throw new Error(`expected a question to send, got ${first.effect.type}`);
  const { bytes, contentType } = await test.send(first.effect.bytes);
  const { effect } = await advance(first.state, { type: 'received', bytes, contentType }, contextOf(test));
  return effect.type === 'failed' ? judgeFailure(effect.failure, test) : describeProof(bytes, test);
}

function contextOf({ trustAnchors, advanced, credential, crypto, now }: ProtectedTest): TransactionContext {
  const { protector, learnedTrustAnchor, recipientName } = credential;
  const configured = trustAnchors.flatMap((pem) => parsePem(pem, 'CERTIFICATE'));
  const learned = learnedTrustAnchor === undefined ? [] : [learnedTrustAnchor];
  return {
    crypto,
    now: new Date(now()),
    protector,
    trustAnchors: (configured.length > 0 ? configured : learned).map((der) => parseCertificate(der)),
    expectations: expectationsOf({ trustAnchors, advanced }, recipientName),
  };
}

/** Of an answer that has passed its checks. By the policy a question under the Secret may have a signed one. */
function describeProof(answer: Uint8Array, { credential }: ProtectedTest): Finding {
  const asked = credential.protector.kind === 'mac' ? 'under the Secret' : 'signed with the current certificate';
  const { protectionAlg } = decode(PKIMessage, answer).header.value;
  const isMac = protectionAlg !== undefined && protectionKind(protectionAlg) === 'mac';
  const proof = isMac ? 'proves that it knows the Secret too' : 'its own signature chains to a trust anchor';
  return passed(`The CA answers a question ${asked}, and ${proof}.`);
}

function judgeFailure(failure: Failure<AnyFailureCode>, test: ProtectedTest): Finding {
  const { code, claim } = failure;
  const { protector, referenceId } = test.credential;
  const protectedBy = protector.kind === 'mac' ? 'secret' : 'certificate';
  const facts = testFacts(test.server, { referenceId, protectedBy }, test.advanced);
  if (claim !== undefined) return judgeRefusal(claim, facts);
  if (code === 'trust-anchor-missing') {
    return notTested(
      'The policy has no trust anchor, so no signed answer could be trusted.',
      'Add the CA’s root certificate to the trust anchors.',
    );
  }
  if (!isFailureCode(code)) return failed(`The CA’s answer does not fit the question (${code}).`, ASK_OPERATORS);
  const { cause, fix, askOperators } = explainFailure({ ...failure, code }, facts);
  // The words for operators speak of an exchange that is kept, and this one is not.
  return failed(cause, askOperators === true ? ASK_OPERATORS : fix);
}

/** A refusal is about the credential, or about the question: whether CAs answer those is up to them. */
function judgeRefusal({ authenticated, failInfo }: PeerClaim, facts: FailureFacts): Finding {
  const isAboutCredential = failInfo.some((reason) => ABOUT_THE_CREDENTIAL.has(reason));
  if (isAboutCredential) {
    const { cause, fix } = explainRefusal(failInfo, facts);
    return failed(authenticated ? cause : `${cause} Nothing proves that this answer is the CA’s.`, fix);
  }
  const reasons = failInfo.length === 0 ? '' : ` (${failInfo.join(', ')})`;
  if (authenticated) return passed(`The CA proves itself. It refuses the question as such${reasons}.`);
  return notTested(
    `The answer refuses the question as such${reasons}, and nothing proves that it is the CA’s: it does not tell whether the credential is right.`,
  );
}

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(FAILURE_KINDS, code);
}

const ASK_OPERATORS = 'Ask the CA’s operators to look into the server’s log for the time of this test.';

/** Refusals that say something about who asks (RFC 9810, section 5.2.3); all others are about the question. */
const ABOUT_THE_CREDENTIAL: ReadonlySet<string> = new Set([
  'badMessageCheck',
  'badAlg',
  'wrongIntegrity',
  'signerNotTrusted',
  'notAuthorized',
  'certRevoked',
  'badTime',
]);
