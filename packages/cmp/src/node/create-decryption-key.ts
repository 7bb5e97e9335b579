import type { KeyObject } from 'node:crypto';

import { X509Error } from '@crypto-cmp/x509';
import { createKemDecapsulator, createKeyAgreementRecipient, createKeyTransportRecipient } from '@crypto-cmp/x509/node';

import type { DecryptionKey } from '../index.ts';

/**
 * What a private key opens, by the technique that goes with it; undefined for one that only signs. PKCS#8 in DER, not
 * encrypted, or a KeyObject.
 */
export function createDecryptionKey(privateKey: Uint8Array | KeyObject): DecryptionKey | undefined {
  return (
    attempt(() => ({ kind: 'keyTransport', key: createKeyTransportRecipient(privateKey) })) ??
    attempt(() => ({ kind: 'keyAgreement', key: createKeyAgreementRecipient(privateKey) })) ??
    attempt(() => ({ kind: 'kem', key: createKemDecapsulator(privateKey) }))
  );
}

function attempt(create: () => DecryptionKey): DecryptionKey | undefined {
  try {
    return create();
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}
