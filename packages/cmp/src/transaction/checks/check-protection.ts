import type { PKIBody } from '../../messages/pki-body.ts';
import type { PKIMessage } from '../../messages/pki-message.ts';
import { PKI_STATUS } from '../../messages/pki-status.ts';
import { protectionKind } from '../../protection/protection-kind.ts';
import { statusInfoOf } from '../peer-claim.ts';
import type { Expectations, TransactionContext, UnprotectedAnswer } from '../transaction-context.ts';
import type { TransactionFacts } from '../transaction-state.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/** Whether a message without any protection is one that the policy takes so. */
export function isAcceptedUnprotected({ header, body, protection }: PKIMessage, expectations: Expectations): boolean {
  if (header.value.protectionAlg !== undefined || protection !== undefined) return false;
  const answer = unprotectedAnswer(body.value);
  return answer !== undefined && expectations.acceptUnprotected?.includes(answer) === true;
}

/** RFC 9810, section 5.1.1: the algorithm and the bits come together or not at all. Here: together. */
export function checkProtectionPresent(message: PKIMessage, expectations: Expectations): Finding {
  const { header, protection } = message;
  if (isAcceptedUnprotected(message, expectations)) return passed('absent, which the policy takes here');
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
  const isError = body.value.type === 'error';
  if (peerProtection !== undefined && kind !== peerProtection && !isError) {
    return failed('protection-kind-differs', `${kind}, but ${peerProtection} in the message before`);
  }
  if (own === 'none') return passed('signature, though our request had no protection');
  if (kind === own) return passed(kind === 'mac' ? 'MAC, as ours' : 'signature, as ours');
  if (context.expectations?.protection === 'any') return passed(`${kind}, which the policy allows`);
  if (kind === 'signature' && isError) return passed('signature, as an error message may have');
  return failed('protection-kind-differs', `${kind}, expected ${own} as in our request`);
}

/** A delay is none of them: a stranger must not make us wait. */
function unprotectedAnswer(body: PKIBody): UnprotectedAnswer | undefined {
  if (body.type === 'pkiconf') return 'pkiconf';
  if (body.type === 'error') return body.value.pKIStatusInfo.status === PKI_STATUS.waiting ? undefined : 'error';
  return statusInfoOf(body)?.status === PKI_STATUS.rejection ? 'rejection' : undefined;
}
