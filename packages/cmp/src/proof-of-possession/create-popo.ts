import type { Signer } from '@crypto-cmp/x509';

import type { ProofOfPossession } from '../messages/crmf/proof-of-possession.ts';

/**
 * Proves possession of a signing key: the signature is over the DER of the CertRequest, whose template holds subject and
 * publicKey, so that poposkInput stays out (RFC 9810, section 5.2.8.2; RFC 4211, section 4.1).
 */
export async function createPopo(certRequest: Uint8Array, signer: Signer): Promise<ProofOfPossession> {
  const signature = await signer.sign(certRequest);
  return { type: 'signature', value: { algorithmIdentifier: signer.algorithm, signature } };
}
