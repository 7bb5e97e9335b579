import { fromHex } from '@crypto-cmp/der';
import { X509Error } from '@crypto-cmp/x509';

import type { PKIMessage } from '../../messages/pki-message.ts';
import { computeMac } from '../../protection/compute-mac.ts';
import {
  computeKemMac,
  describeKemMacScheme,
  isKemMacAlgorithm,
  type KemMacScheme,
  parseKemMacScheme,
} from '../../protection/kem-mac-scheme.ts';
import { DEFAULT_MAC_LIMITS, findMacLimitProblem } from '../../protection/mac-limits.ts';
import { describeMacScheme, isMacAlgorithm, type MacScheme, parseMacScheme } from '../../protection/mac-scheme.ts';
import { protectedPart } from '../../protection/protected-part.ts';
import { ProtectionError } from '../../protection/protection-error.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { TransactionFacts } from '../transaction-state.ts';

/** A MAC that can be computed: by the secret that we share, or by the one that we sent to the CA's KEM key. */
export type ComputableMac =
  | { readonly by: 'secret'; readonly scheme: MacScheme }
  | { readonly by: 'kem'; readonly scheme: KemMacScheme; readonly wrappedSecret: string };

/** Reads and bounds what the MAC demands, before anything is computed: the sender is not proven yet. */
export function checkMacParameters(
  message: PKIMessage,
  facts: Pick<TransactionFacts, 'wrappedKemSecret'>,
  { protector, expectations, kemPeer }: TransactionContext,
): { readonly finding: Finding; readonly scheme?: ComputableMac } {
  const { protectionAlg } = message.header.value;
  if (protectionAlg === undefined) return { finding: notApplicable('no MAC') };
  try {
    if (isKemMacAlgorithm(protectionAlg)) {
      const scheme = parseKemMacScheme(protectionAlg);
      const { wrappedKemSecret: wrappedSecret } = facts;
      if (kemPeer === undefined || wrappedSecret === undefined) {
        return { finding: notApplicable('we have sent no ciphertext') };
      }
      return { finding: passed(describeKemMacScheme(scheme)), scheme: { by: 'kem', scheme, wrappedSecret } };
    }
    if (!isMacAlgorithm(protectionAlg)) return { finding: notApplicable('no MAC') };
    const scheme = parseMacScheme(protectionAlg);
    const problem = findMacLimitProblem(scheme, expectations?.macLimits ?? DEFAULT_MAC_LIMITS);
    if (problem !== undefined) return { finding: failed('mac-parameters-refused', problem) };
    if (protector.kind !== 'mac') return { finding: notApplicable('we share no secret with the sender') };
    return { finding: passed(describeMacScheme(scheme)), scheme: { by: 'secret', scheme } };
  } catch (error) {
    if (!(error instanceof ProtectionError)) throw error;
    const code = error.code === 'protection-not-supported' ? error.code : 'mac-parameters-refused';
    return { finding: failed(code, error.message) };
  }
}

/** Over the received octets, compared in constant time: how much of a forged MAC is right must not show. */
export async function checkMac(
  message: PKIMessage,
  mac: ComputableMac | undefined,
  facts: Pick<TransactionFacts, 'transactionID'>,
  context: TransactionContext,
): Promise<Finding> {
  if (mac === undefined || message.protection === undefined) return notApplicable('not computed');
  try {
    const expected = await expectedMac(message, mac, facts, context);
    if (expected === undefined) return notApplicable('not computed');
    return context.crypto.equalConstantTime(expected, message.protection)
      ? passed(mac.by === 'kem' ? "made with the CA's KEM key" : 'made with our secret')
      : failed('mac-wrong', 'was not made with our secret, or the message was changed');
  } catch (error) {
    // A MAC that this host cannot compute, such as KMAC on an older one.
    if (!(error instanceof X509Error)) throw error;
    return failed('protection-not-supported', error.message);
  }
}

async function expectedMac(
  message: PKIMessage,
  mac: ComputableMac,
  { transactionID }: Pick<TransactionFacts, 'transactionID'>,
  { protector, crypto, kemPeer }: TransactionContext,
): Promise<Uint8Array | undefined> {
  const data = protectedPart(message);
  if (mac.by === 'secret') {
    return protector.kind === 'mac' ? computeMac(mac.scheme, protector.secret, data, crypto) : undefined;
  }
  if (kemPeer === undefined) return undefined;
  const sharedSecret = await kemPeer.crypto.unwrapKey(kemPeer.wrappingKey, fromHex(mac.wrappedSecret));
  // Our own transactionID: what the header says may be another one.
  return computeKemMac(mac.scheme, { sharedSecret, transactionID: fromHex(transactionID) }, data, crypto);
}
