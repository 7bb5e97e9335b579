import { equalBytes } from '@crypto-cmp/der';
import { type Certificate, matchNames } from '@crypto-cmp/x509';

import type { PKIHeader } from '../../messages/pki-header.ts';
import { type FoundSigner, readSubjectKeyIdentifier } from '../../protection/find-signer.ts';
import { showGeneralName, showName } from '../show-name.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { signerAuthority } from './check-signer.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/** The expected name, and under a signature the signer's own (RFC 9483, section 3.1), who may speak for the CA. */
export function checkSender(header: PKIHeader, signer: FoundSigner | undefined, context: TransactionContext): Finding {
  const expected = context.expectations?.sender;
  const shown = showGeneralName(header.sender);
  if (expected !== undefined && !isNamed(header, expected)) {
    return failed('sender-differs', `${shown}, expected ${showName(expected)}`);
  }
  if (signer === undefined) {
    return expected === undefined ? notApplicable('no name is expected') : passed(shown);
  }
  const { certificate } = signer;
  if (!isNamed(header, certificate.subject)) {
    return failed('sender-differs', `${shown}, but the signer is ${showName(certificate.subject)}`);
  }
  const authority = expected === undefined ? signerAuthority(certificate, context) : 'the expected one';
  if (authority !== undefined) return passed(`${shown}, ${authority}`);
  return failed(
    'signer-not-authorized',
    `${shown} is neither a CA nor marked as speaking for one (cmcCA, cmcRA), and no sender's name is expected`,
  );
}

/** RFC 9483, section 3.1: the reference of the secret, or the key identifier of the signer's certificate. */
export function checkSenderKID(
  { senderKID }: PKIHeader,
  signer: FoundSigner | undefined,
  mac: boolean,
  { protector }: TransactionContext,
): Finding {
  if (senderKID === undefined) return notApplicable('absent');
  if (mac) {
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

function isNamed({ sender }: PKIHeader, name: Uint8Array): boolean {
  return sender.type === 'directoryName' && matchNames(sender.value, name);
}
