import { type CryptoProvider, HASH_OIDS, parseCertificate, signatureHash, X509Error } from '@crypto-cmp/x509';

import type { CertStatus } from '../messages/cert-status.ts';
import { PKI_STATUS } from '../messages/pki-status.ts';
import type { PKIStatusInfo } from '../messages/pki-status-info.ts';
import type { MessageContent } from './compose-message.ts';
import type { Hex } from './transaction-state.ts';

export interface Confirmed {
  readonly certificate: Uint8Array;
  readonly certReqId: number;
}

/** What a certConf is made of: RFC 9810, section 5.3.18. */
export async function createConfirmation(
  { certificate, certReqId }: Confirmed,
  statusInfo: PKIStatusInfo,
  recipNonce: Hex | undefined,
  crypto: Pick<CryptoProvider, 'digest'>,
): Promise<MessageContent> {
  const { certHash, hashAlg } = await certHashOf(certificate, crypto);
  const status: CertStatus = { certHash, certReqId, statusInfo, ...(hashAlg !== undefined && { hashAlg }) };
  const body = { type: 'certConf', value: [status] } as const;
  // RFC 9810, section 7: hashAlg is syntax of version 3.
  return { body, recipNonce, ...(hashAlg !== undefined && { pvno: 3 }) };
}

export const ACCEPTED: PKIStatusInfo = { status: PKI_STATUS.accepted };

/**
 * By the hash of the certificate's own signature algorithm, for Ed25519 SHA-512 and for Ed448 SHAKE256 (RFC 9481, section
 * 3.3). Only where the algorithm implies none, hashAlg names the one we chose.
 */
async function certHashOf(
  certificate: Uint8Array,
  crypto: Pick<CryptoProvider, 'digest'>,
): Promise<Pick<CertStatus, 'certHash' | 'hashAlg'>> {
  const implied = impliedHash(certificate);
  if (implied !== undefined) return { certHash: await crypto.digest(implied, certificate) };
  return { certHash: await crypto.digest('sha512', certificate), hashAlg: { algorithm: HASH_OIDS.sha512 } };
}

function impliedHash(certificate: Uint8Array): ReturnType<typeof signatureHash> | undefined {
  try {
    return signatureHash(parseCertificate(certificate).signatureAlgorithm);
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}
