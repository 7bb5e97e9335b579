import { decode, fromHex } from '@crypto-cmp/der';

import { EnvelopedData } from '../messages/cms/enveloped-data.ts';
import { openSignedKeys, readKeyPackage } from '../key-generation/read-key-package.ts';
import { knownCertificates } from './checks/check-response.ts';
import { keyOpener } from './checks/envelope-recipient-of.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { EnrollmentState } from './transaction-state.ts';

/**
 * The private key that the CA has made for the certificate of a transaction: PrivateKeyInfo (PKCS#8) in DER, not encrypted;
 * seal it before it is stored. From the moment that the certificate is confirmed, at any time and as often as needed: the
 * state holds the key as the CA encrypted it, so that a crash loses nothing, and a stolen state gives nothing away.
 *
 * @throws TypeError where there is none; EnvelopeError with another key or secret than the transaction was run with
 */
export async function openDeliveredKey(state: EnrollmentState, context: TransactionContext): Promise<Uint8Array> {
  const { stage } = state;
  const issued = stage.name === 'confirming' || stage.name === 'succeeded' ? stage.issued : undefined;
  if (issued?.keyEnvelope === undefined) throw new TypeError('expected a transaction in which the CA has made a key');
  const envelope = decode(EnvelopedData, fromHex(issued.keyEnvelope));
  const { recipient, rules, crypto } = keyOpener(envelope, state, knownCertificates({}, state, context), context);
  if (recipient === undefined) throw new TypeError('expected the key in decryption, as when the transaction was run');
  const key = readKeyPackage(await openSignedKeys(envelope, recipient, rules, crypto));
  if (typeof key === 'string') throw new Error(`a private key passed its checks unread: ${key}`);
  return key.privateKey;
}
