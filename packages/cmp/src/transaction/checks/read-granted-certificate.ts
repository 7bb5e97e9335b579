import type { Certificate } from '@crypto-cmp/x509';

import { EnvelopeError } from '../../enveloped-data/envelope-error.ts';
import { openEnvelope } from '../../enveloped-data/open-envelope.ts';
import type { PKIMessage } from '../../messages/pki-message.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { EnrollmentState } from '../transaction-state.ts';
import { certificateOpener } from './envelope-recipient-of.ts';
import { grantedKeyPair } from './evaluate-grant.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/** The certificate of a response, decrypted where it has to be (RFC 9810, section 5.2.8.3.2); absent when it cannot be. */
export async function readGrantedCertificate(
  message: PKIMessage,
  { requested }: EnrollmentState,
  certificates: readonly Certificate[],
  context: TransactionContext,
): Promise<{ readonly finding: Finding; readonly der?: Uint8Array }> {
  const granted = grantedKeyPair(message)?.certOrEncCert;
  if (granted === undefined) return { finding: notApplicable('no certificate') };
  if (granted.type === 'certificate') {
    const told = requested.encrypted === true ? 'in clear: the CA does without a proof of possession' : 'in clear';
    return { finding: notApplicable(told), der: granted.value };
  }
  if (requested.encrypted !== true) {
    return { finding: failed('certificate-encrypted', 'it is encrypted, which was not asked for') };
  }
  if (granted.value.type === 'encryptedValue') {
    return { finding: failed('encrypted-value-refused', 'an EncryptedValue, expected an EnvelopedData') };
  }
  const { recipient, rules, crypto } = certificateOpener(certificates, context);
  if (recipient === undefined)
    throw new TypeError('expected the key in decryption, as when the transaction was started');
  try {
    const { content } = await openEnvelope(granted.value.value, recipient, rules, crypto);
    return { finding: passed('decrypted by the new key'), der: content };
  } catch (error) {
    if (error instanceof EnvelopeError) return { finding: failed(error.code, error.message) };
    throw error;
  }
}
