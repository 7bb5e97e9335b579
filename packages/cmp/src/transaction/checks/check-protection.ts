import type { PKIMessage } from '../../messages/pki-message.ts';
import { protectionKind } from '../../protection/protection-kind.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/** RFC 9810, section 5.1.1: the algorithm and the bits come together or not at all. Here: together. */
export function checkProtectionPresent({ header, protection }: PKIMessage): Finding {
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
export function checkProtectionKind({ header, body }: PKIMessage, context: TransactionContext): Finding {
  const { protectionAlg } = header.value;
  if (protectionAlg === undefined) return notApplicable('not protected');
  const kind = protectionKind(protectionAlg);
  if (kind === 'unknown') return failed('protection-not-supported', `algorithm ${protectionAlg.algorithm}`);
  const own = context.protector.kind;
  // Even where the policy takes any kind: a MAC that cannot be computed proves nothing.
  if (kind === 'mac' && own !== 'mac') return failed('protection-kind-differs', 'MAC, but no secret is shared');
  if (kind === own) return passed(kind === 'mac' ? 'MAC, as ours' : 'signature, as ours');
  if (context.expectations?.protection === 'any') return passed(`${kind}, which the policy allows`);
  if (kind === 'signature' && body.value.type === 'error') return passed('signature, as an error message may have');
  return failed('protection-kind-differs', `${kind}, expected ${own} as in our request`);
}
