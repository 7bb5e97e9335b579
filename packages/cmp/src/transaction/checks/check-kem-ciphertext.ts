import { X509Error } from '@crypto-cmp/x509';

import type { PKIBody } from '../../messages/pki-body.ts';
import { kemAlgorithmOf, readCiphertext } from '../agree-by-kem.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { AnyTransactionState } from '../transaction-state.ts';
import { failed, type Finding, notApplicable, passed } from './finding.ts';

/**
 * RFC 9810, section 5.3.19.18. Whether the ciphertext is that of the CA shows only when the CA verifies our MAC: one that was
 * exchanged on the way yields another secret, and no error here (FIPS 203, section 6.3).
 */
export async function checkKemCiphertext(
  body: PKIBody,
  { stage }: Pick<AnyTransactionState, 'stage'>,
  { protector }: TransactionContext,
): Promise<Finding> {
  if (stage.name !== 'agreeing' || protector.kind !== 'kem') return notApplicable('none was asked for');
  if (body.type !== 'genp') return notApplicable('no answer yet');
  const info = readCiphertext(body);
  if (info === undefined) return failed('kem-ciphertext-unfit', 'expected one KemCiphertextInfo with a value');
  const { algorithm } = kemAlgorithmOf(protector.decapsulator.publicKey);
  if (info.kem.algorithm !== algorithm || info.kem.parameters !== undefined) {
    return failed('kem-ciphertext-unfit', `for ${info.kem.algorithm}, our key is ${algorithm}`);
  }
  try {
    await protector.decapsulator.decapsulate(info.ct);
    return passed(`${info.ct.length} octets`);
  } catch (error) {
    if (!(error instanceof X509Error)) throw error;
    return failed('kem-ciphertext-unfit', `${info.ct.length} octets are none for our key`);
  }
}
