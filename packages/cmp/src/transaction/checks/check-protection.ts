import type { PKIBody } from '../../messages/pki-body.ts';
import type { PKIMessage } from '../../messages/pki-message.ts';
import { PKI_STATUS } from '../../messages/pki-status.ts';
import { protectionKind } from '../../protection/protection-kind.ts';
import { statusInfoOf } from '../peer-claim.ts';
import type { Expectations, TransactionContext, UnprotectedAnswer } from '../transaction-context.ts';
import type { AnyTransactionState, TransactionFacts } from '../transaction-state.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/** Whether a message without any protection is one that the policy takes so. */
export function isAcceptedUnprotected(
  { header, body, protection }: PKIMessage,
  { stage }: Pick<AnyTransactionState, 'stage'>,
  expectations: Expectations,
): boolean {
  if (header.value.protectionAlg !== undefined || protection !== undefined) return false;
  // RFC 9810, appendix E, figure 3. A ciphertext proves itself by what is done with it.
  if (stage.name === 'agreeing' && body.value.type === 'genp') return true;
  const answer = unprotectedAnswer(body.value);
  return answer !== undefined && expectations.acceptUnprotected?.includes(answer) === true;
}

/** RFC 9810, section 5.1.1: the algorithm and the bits come together or not at all. Here: together. */
export function checkProtectionPresent(
  message: PKIMessage,
  state: Pick<AnyTransactionState, 'stage'>,
  expectations: Expectations,
): Finding {
  const { header, protection } = message;
  if (isAcceptedUnprotected(message, state, expectations)) {
    const reason = state.stage.name === 'agreeing' ? 'which a ciphertext may be' : 'which the policy takes here';
    return passed(`absent, ${reason}`);
  }
  const { protectionAlg } = header.value;
  if (protectionAlg !== undefined && protection !== undefined) return passed('protected');
  if (protectionAlg !== undefined) return failed('protection-missing', 'protectionAlg is there, protection is not');
  if (protection !== undefined) return failed('protection-missing', 'protection is there, protectionAlg is not');
  return failed('protection-missing', 'anyone may have sent this');
}

/**
 * RFC 9483, section 3.2: one kind of protection in the whole operation. An error message may always be signed, since
 * RFC 9810, section 5.3.21, tells CAs to sign it even under a MAC; it never leads to a certificate.
 */
export function checkProtectionKind(
  { header, body }: PKIMessage,
  { peerProtection }: Pick<TransactionFacts, 'peerProtection'>,
  context: TransactionContext,
): Finding {
  const { protectionAlg } = header.value;
  if (protectionAlg === undefined) return notApplicable('not protected');
  const kind = protectionKind(protectionAlg);
  if (kind === 'unknown') return failed('protection-not-supported', `algorithm ${protectionAlg.algorithm}`);
  const own = context.protector.kind;
  // Even where the policy takes any kind: a MAC that cannot be computed proves nothing.
  if (kind === 'mac' && own !== 'mac') return failed('protection-kind-differs', 'MAC, but no secret is shared');
  if (kind === 'kem' && context.kemPeer === undefined) {
    return failed('protection-kind-differs', 'MAC with a KEM, but we have sent no ciphertext');
  }
  const isError = body.value.type === 'error';
  if (peerProtection !== undefined && kind !== peerProtection && !isError) {
    return failed('protection-kind-differs', `${kind}, but ${peerProtection} in the message before`);
  }
  // RFC 9810, section 5.1.3.4: each side has its own KEM key, or another protection.
  if (kind === 'kem') return passed("MAC with the CA's KEM key");
  const expected = context.kemPeer !== undefined ? 'kem' : own === 'kem' ? 'signature' : own;
  if (own === 'none' && expected === 'none') return passed('signature, though our request had no protection');
  if (own === 'kem' && kind === expected) return passed('signature, as the CA has it who holds no KEM key');
  if (kind === expected) return passed(kind === 'mac' ? 'MAC, as ours' : 'signature, as ours');
  if (context.expectations?.protection === 'any') return passed(`${kind}, which the policy allows`);
  if (kind === 'signature' && isError) return passed('signature, as an error message may have');
  return failed(
    'protection-kind-differs',
    `${kind}, expected ${expected}${expected === own ? ' as in our request' : ''}`,
  );
}

/** A delay is none of them: a stranger must not make us wait. */
function unprotectedAnswer(body: PKIBody): UnprotectedAnswer | undefined {
  if (body.type === 'pkiconf') return 'pkiconf';
  if (body.type === 'error') return body.value.pKIStatusInfo.status === PKI_STATUS.waiting ? undefined : 'error';
  return statusInfoOf(body)?.status === PKI_STATUS.rejection ? 'rejection' : undefined;
}
