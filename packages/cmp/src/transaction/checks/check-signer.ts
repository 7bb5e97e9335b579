import { equalBytes } from '@crypto-cmp/der';
import {
  basicConstraints,
  type Certificate,
  describeSignatureAlgorithm,
  extendedKeyUsage,
  KEY_PURPOSES,
  keyUsage,
  type PathVerdict,
  validatePath,
  X509Error,
} from '@crypto-cmp/x509';

import type { PKIMessage } from '../../messages/pki-message.ts';
import type { FoundSigner } from '../../protection/find-signer.ts';
import { isKemMacAlgorithm } from '../../protection/kem-mac-scheme.ts';
import { protectionKind } from '../../protection/protection-kind.ts';
import { showName } from '../show-name.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/** Over the received octets (RFC 9810, section 5.1.3.3). */
export function checkSignature({ header, protection }: PKIMessage, signer: FoundSigner | undefined): Finding {
  const { protectionAlg } = header.value;
  if (protectionAlg === undefined || protectionKind(protectionAlg) !== 'signature' || protection === undefined) {
    return notApplicable('no signature');
  }
  if (signer === undefined) {
    return failed('signer-certificate-missing', 'no certificate of the signer is in extraCerts or known');
  }
  switch (signer.signature) {
    case 'verified':
      return passed(describeSignatureAlgorithm(protectionAlg));
    case 'wrong':
      return failed('signature-wrong', `does not fit the key of ${showName(signer.certificate.subject)}`);
    case 'not-supported':
      return failed('protection-not-supported', 'this key and signature algorithm are not supported together');
  }
}

/** RFC 5280, section 6; undefined where no signature is proven whose signer one could ask about. */
export async function findSignerPath(
  signer: FoundSigner | undefined,
  intermediates: readonly Certificate[],
  { trustAnchors, now, crypto }: TransactionContext,
): Promise<PathVerdict | undefined> {
  if (signer?.signature !== 'verified') return undefined;
  return validatePath({ target: signer.certificate, intermediates, trustAnchors, at: now, crypto });
}

/** No anchor is a refusal. */
export function checkSignerChain(signer: FoundSigner | undefined, verdict: PathVerdict | undefined): Finding {
  if (signer === undefined) return notApplicable('no signer');
  if (verdict === undefined) return notApplicable('the signature is not proven');
  if (verdict.valid) return passed(showName((verdict.path.at(-1) ?? signer.certificate).subject));
  switch (verdict.code) {
    case 'trust-anchor-missing':
      return failed('trust-anchor-missing', verdict.message);
    case 'expired':
    case 'not-yet-valid':
      return failed('signer-expired', verdict.message);
    default:
      return failed('signer-not-trusted', verdict.message);
  }
}

/** RFC 9483, section 3.2: a key that is limited to other uses must not sign messages. */
export function checkSignerKeyUsage({ header }: PKIMessage, signer: FoundSigner | undefined): Finding {
  if (signer === undefined) return notApplicable('no signer');
  const { protectionAlg } = header.value;
  // RFC 9935, section 5: a KEM key is for nothing else.
  const isKem = protectionAlg !== undefined && isKemMacAlgorithm(protectionAlg);
  const needed = isKem ? 'keyEncipherment' : 'digitalSignature';
  const usages = readOrUndefined(() => keyUsage(signer.certificate) ?? 'any');
  if (usages === undefined) return failed('signer-key-usage', 'the keyUsage extension cannot be read');
  if (usages === 'any') return passed('not limited');
  if (usages.has(needed)) return passed(needed);
  return failed('signer-key-usage', `${[...usages].join(', ')} only, expected ${needed}`);
}

/**
 * Why a certificate may sign for the CA, or undefined. Without this, whoever holds any certificate under the trust
 * anchor, such as another device, could answer in the CA's place.
 */
export function signerAuthority(
  signer: Certificate,
  { expectations, kemPeer }: TransactionContext,
): string | undefined {
  if (kemPeer !== undefined && equalBytes(kemPeer.certificate.der, signer.der)) return 'the KEM key that was given';
  if (expectations?.pinnedSigners?.some(({ der }) => equalBytes(der, signer.der)) === true) return 'pinned';
  if (readOrUndefined(() => basicConstraints(signer))?.cA === true) return 'a CA';
  const purposes = readOrUndefined(() => extendedKeyUsage(signer));
  if (purposes?.has(KEY_PURPOSES.cmcCA) === true) return 'marked as a CA (cmcCA)';
  if (purposes?.has(KEY_PURPOSES.cmcRA) === true) return 'marked as a registration authority (cmcRA)';
  return undefined;
}

function readOrUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}
