import { decode, DerError, encode } from '@crypto-cmp/der';
import { PrivateKeyInfo } from '@crypto-cmp/x509';

import { openEnvelope, notOpened } from '../enveloped-data/open-envelope.ts';
import type { EnvelopeRecipient, EnvelopeRules, OpeningCrypto } from '../enveloped-data/envelope-recipient.ts';
import { AsymmetricKeyPackage } from '../messages/cms/asymmetric-key-package.ts';
import { ContentInfo, ID_SIGNED_DATA } from '../messages/cms/content-info.ts';
import type { EnvelopedData } from '../messages/cms/enveloped-data.ts';
import { SignedData } from '../messages/cms/signed-data.ts';

/**
 * Opens what a private key came in, as far as its signature, at which nobody has looked yet.
 *
 * @throws EnvelopeError
 */
export async function openSignedKeys(
  envelope: EnvelopedData,
  recipient: EnvelopeRecipient,
  rules: EnvelopeRules,
  crypto: OpeningCrypto,
): Promise<SignedData> {
  const { contentType, content } = await openEnvelope(envelope, recipient, rules, crypto);
  if (contentType !== ID_SIGNED_DATA) throw notOpened();
  // What does not decode may be what a wrong key made of the ciphertext: it is told no other way than a wrong padding.
  const signedData = tryDecode(SignedData, content) ?? inContentInfo(content);
  if (signedData === undefined) throw notOpened();
  return signedData;
}

/** The only private key in a package, as PKCS#8 that all programs read, and the public key that it brings along. */
export interface PackagedKey {
  /** PrivateKeyInfo in DER, not encrypted: seal it before it is stored. */
  readonly privateKey: Uint8Array;
  readonly publicKey?: Uint8Array;
}

/** What is wrong with it stands in words that say nothing about the key. */
export function readKeyPackage({ encapContentInfo: { eContent } }: SignedData): PackagedKey | string {
  const keys = eContent === undefined ? undefined : tryDecode(AsymmetricKeyPackage, eContent);
  if (keys === undefined) return 'there is no AsymmetricKeyPackage in it';
  const [key, another] = keys;
  if (key === undefined || another !== undefined) return `${keys.length} keys, expected one`;
  const { privateKeyAlgorithm, privateKey, publicKey } = key;
  // RFC 5958, section 2: version 1 has no public key, and is what PKCS#8 always was.
  const plain = encode(PrivateKeyInfo, { version: 0, privateKeyAlgorithm, privateKey });
  return { privateKey: plain, ...(publicKey !== undefined && { publicKey }) };
}

/** RFC 9483, section 4.1.6, has a bare SignedData; some wrap it once more. */
function inContentInfo(content: Uint8Array): SignedData | undefined {
  const info = tryDecode(ContentInfo, content);
  return info?.contentType === ID_SIGNED_DATA ? tryDecode(SignedData, info.content) : undefined;
}

function tryDecode<T>(schema: Parameters<typeof decode<T>>[0], der: Uint8Array): T | undefined {
  try {
    return decode(schema, der);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
