import type { PKIMessage } from '../../messages/pki-message.ts';
import { computeMac } from '../../protection/compute-mac.ts';
import { DEFAULT_MAC_LIMITS, findMacLimitProblem } from '../../protection/mac-limits.ts';
import { describeMacScheme, isMacAlgorithm, type MacScheme, parseMacScheme } from '../../protection/mac-scheme.ts';
import { protectedPart } from '../../protection/protected-part.ts';
import { ProtectionError } from '../../protection/protection-error.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';
import type { TransactionContext } from '../transaction-context.ts';

/** Reads and bounds what the MAC demands, before anything is computed: the sender is not proven yet. */
export function checkMacParameters(
  message: PKIMessage,
  { protector, expectations }: TransactionContext,
): { readonly finding: Finding; readonly scheme?: MacScheme } {
  const { protectionAlg } = message.header.value;
  if (protectionAlg === undefined || !isMacAlgorithm(protectionAlg)) return { finding: notApplicable('no MAC') };
  try {
    const scheme = parseMacScheme(protectionAlg);
    const problem = findMacLimitProblem(scheme, expectations?.macLimits ?? DEFAULT_MAC_LIMITS);
    if (problem !== undefined) return { finding: failed('mac-parameters-refused', problem) };
    if (protector.kind !== 'mac') return { finding: notApplicable('we share no secret with the sender') };
    return { finding: passed(describeMacScheme(scheme)), scheme };
  } catch (error) {
    if (!(error instanceof ProtectionError)) throw error;
    const code = error.code === 'protection-not-supported' ? error.code : 'mac-parameters-refused';
    return { finding: failed(code, error.message) };
  }
}

/** Over the received octets, compared in constant time: how much of a forged MAC is right must not show. */
export async function checkMac(
  message: PKIMessage,
  scheme: MacScheme | undefined,
  { protector, crypto }: TransactionContext,
): Promise<Finding> {
  if (scheme === undefined || protector.kind !== 'mac' || message.protection === undefined) {
    return notApplicable('not computed');
  }
  const expected = await computeMac(scheme, protector.secret, protectedPart(message), crypto);
  return crypto.equalConstantTime(expected, message.protection)
    ? passed('made with our secret')
    : failed('mac-wrong', 'was not made with our secret, or the message was changed');
}
