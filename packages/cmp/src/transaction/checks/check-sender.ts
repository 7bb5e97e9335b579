import { equalBytes } from '@crypto-cmp/der';
import { type Certificate, decodeName, isNullName, matchNames, X509Error } from '@crypto-cmp/x509';

import type { PKIHeader } from '../../messages/pki-header.ts';
import { type FoundSigner, readSubjectKeyIdentifier } from '../../protection/find-signer.ts';
import { isMacAlgorithm } from '../../protection/mac-scheme.ts';
import { turnAround } from '../name-order.ts';
import { showGeneralName, showName } from '../show-name.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { signerAuthority } from './check-signer.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/** The expected name, and under a signature the signer's own (RFC 9483, section 3.1), who may speak for the CA. */
export function checkSender(header: PKIHeader, signer: FoundSigner | undefined, context: TransactionContext): Finding {
  const expected = context.expectations?.sender;
  const shown = showGeneralName(header.sender);
  if (expected !== undefined && !isNamed(header, expected)) {
    const instead = nameUnderMac(header, context);
    if (instead !== undefined) return passed(`${shown}, ${instead}`);
    return failed('sender-differs', `${shown}, expected ${showName(expected)}`);
  }
  if (signer === undefined) {
    return expected === undefined ? notApplicable('no name is expected') : passed(shown);
  }
  const { certificate } = signer;
  if (!isNamed(header, certificate.subject)) {
    return failed('sender-differs', `${shown}, but the signer is ${showName(certificate.subject)}`);
  }
  const isExpected = expected !== undefined && matchNames(certificate.subject, expected);
  const authority = isExpected ? 'the expected one' : signerAuthority(certificate, context);
  if (authority !== undefined) return passed(`${shown}, ${authority}`);
  const reason = expected === undefined ? "no sender's name is expected" : 'its name is the expected one turned around';
  return failed(
    'signer-not-authorized',
    `${shown} is neither a CA nor marked as speaking for one (cmcCA, cmcRA), and ${reason}`,
  );
}

/**
 * What a CA may be called under a MAC in place of its own name: after the secret (RFC 9483, section 3.1), or nothing, as
 * Siemens' RA does it. The MAC proves no less who it is.
 */
function nameUnderMac({ sender, protectionAlg }: PKIHeader, { protector }: TransactionContext): string | undefined {
  if (protectionAlg === undefined || !isMacAlgorithm(protectionAlg)) return undefined;
  if (sender.type !== 'directoryName' || protector.kind !== 'mac') return undefined;
  if (isNullName(sender.value)) return 'which names nobody';
  const encoder = new TextEncoder();
  const isReference = (name: string): boolean => equalBytes(encoder.encode(name), protector.referenceId);
  return commonNames(sender.value).some(isReference) ? 'the reference of our secret' : undefined;
}

/** RFC 9483, section 3.1: the reference of the secret, or the key identifier of the signer's certificate. */
export function checkSenderKID(
  { senderKID, protectionAlg }: PKIHeader,
  signer: FoundSigner | undefined,
  { protector }: TransactionContext,
): Finding {
  if (senderKID === undefined) return notApplicable('absent');
  if (protectionAlg !== undefined && isMacAlgorithm(protectionAlg)) {
    if (protector.kind !== 'mac') return notApplicable('we share no secret with the sender');
    if (equalBytes(senderKID, protector.referenceId)) return passed('the reference of our secret');
    return failed('sender-kid-differs', 'is not the reference of our secret');
  }
  return signer === undefined ? notApplicable('no signer') : checkKeyIdentifier(senderKID, signer.certificate);
}

function checkKeyIdentifier(senderKID: Uint8Array, signer: Certificate): Finding {
  const identifier = readSubjectKeyIdentifier(signer);
  if (identifier === undefined) return notApplicable("the signer's certificate has no key identifier");
  if (equalBytes(senderKID, identifier)) return passed("the signer's key identifier");
  return failed('sender-kid-differs', "is not the signer's key identifier");
}

/** In either order: EJBCA turns the names in some of its answers around. Who that is, is for the certificate to prove. */
function isNamed({ sender }: PKIHeader, name: Uint8Array): boolean {
  if (sender.type !== 'directoryName') return false;
  if (matchNames(sender.value, name)) return true;
  const reversed = turnAround(sender.value);
  return reversed !== undefined && matchNames(reversed, name);
}

function commonNames(name: Uint8Array): readonly string[] {
  try {
    const { rdns } = decodeName(name);
    return rdns.flatMap((rdn) => rdn.filter(({ type }) => type === COMMON_NAME).map(({ value }) => value));
  } catch (error) {
    if (error instanceof X509Error) return [];
    throw error;
  }
}

const COMMON_NAME = '2.5.4.3';
