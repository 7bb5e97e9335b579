import { computeKemMac, parseKemMacScheme, type PKIMessage, protectedPart, ProtectionError } from '@crypto-cmp/cmp';
import { fromHex } from '@crypto-cmp/der';
import { type AlgorithmIdentifier, parseCertificate, X509Error } from '@crypto-cmp/x509';

import type { Lab } from '../lab.ts';
import { Refusal } from '../refusal.ts';
import type { TransactionRecord } from '../store/records.ts';
import { checkSender, findHolder } from './authenticate-signature.ts';
import type { SignatureRequester } from './requester.ts';

/**
 * RFC 9810, section 5.1.3.4: a MAC whose key comes out of the secret that we encapsulated for this certificate, in this
 * transaction. A certificate says whose key it is as it would of a key that signs.
 */
export async function authenticateKem(
  message: PKIMessage,
  protectionAlg: AlgorithmIdentifier,
  transaction: TransactionRecord | undefined,
  lab: Lab,
): Promise<SignatureRequester> {
  const { credential } = transaction ?? {};
  if (credential?.kind !== 'signature' || credential.kemSecret === undefined) {
    throw new Refusal('badMessageCheck', 'no ciphertext was asked for in this transaction (RFC 9810, appendix E)');
  }
  try {
    const scheme = parseKemMacScheme(protectionAlg);
    const sharedSecret = fromHex(credential.kemSecret);
    const { transactionID = new Uint8Array() } = message.header.value;
    const expected = await computeKemMac(scheme, { sharedSecret, transactionID }, protectedPart(message), lab.crypto);
    if (!lab.crypto.equalConstantTime(expected, message.protection ?? new Uint8Array())) {
      throw new Refusal('badMessageCheck', 'the MAC was not made with the secret in our ciphertext');
    }
    const certificate = parseCertificate(fromHex(credential.certificate));
    checkSender(message.header.value, certificate, false);
    return { ...(await findHolder(message, certificate, lab)), kemSecret: sharedSecret };
  } catch (cause) {
    if (cause instanceof ProtectionError) {
      throw new Refusal(cause.code === 'protection-not-supported' ? 'badAlg' : 'badDataFormat', cause.message, {
        cause,
      });
    }
    if (cause instanceof X509Error) throw new Refusal('badMessageCheck', cause.message, { cause });
    throw cause;
  }
}
