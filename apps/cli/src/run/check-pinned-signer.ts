import { findSigner, PKIMessage, protectionKind } from '@crypto-cmp/cmp';
import { decode, DerError } from '@crypto-cmp/der';
import type { Certificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

/**
 * -srvcert: a signed answer is signed by the key of this certificate, and of no other that chains to it or bears its name.
 * All else about an answer, a missing protection or a MAC too, is for the transaction to judge.
 */
export async function checkPinnedSigner(
  bytes: Uint8Array,
  pinned: Certificate | undefined,
): Promise<string | undefined> {
  if (pinned === undefined) return undefined;
  const message = decodeOrNothing(bytes);
  const algorithm = message?.header.value.protectionAlg;
  if (message === undefined || algorithm === undefined || protectionKind(algorithm) !== 'signature') return undefined;
  const signer = await findSigner({ ...message, extraCerts: [pinned.der] }, [], nodeCrypto);
  return signer?.signature === 'verified' ? undefined : '-srvcert: the answer was not signed by this certificate';
}

function decodeOrNothing(bytes: Uint8Array): PKIMessage | undefined {
  try {
    return decode(PKIMessage, bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
