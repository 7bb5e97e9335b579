import { describeKey } from '@crypto-cmp/x509';

import { SUBSEQUENT_MESSAGE } from '../messages/crmf/popo-priv-key.ts';
import type { ProofOfPossession } from '../messages/crmf/proof-of-possession.ts';

/**
 * Asks for the certificate in encrypted form, which only the holder of the key can read and confirm (RFC 9810, section
 * 5.2.8.3.2; RFC 4211, sections 4.2 and 4.3).
 *
 * @param spki SubjectPublicKeyInfo in DER
 */
export function createIndirectPopo(spki: Uint8Array): ProofOfPossession {
  const { algorithm } = describeKey(spki);
  const value = { type: 'subsequentMessage', value: SUBSEQUENT_MESSAGE.encrCert } as const;
  return { type: algorithm === 'RSA' || algorithm === 'ML-KEM' ? 'keyEncipherment' : 'keyAgreement', value };
}
