import { encode, rawValue, sequenceOf } from '@crypto-cmp/der';
import { type Certificate, type CryptoProvider, HASH_OIDS, type PrivateKeyInfo, type Signer } from '@crypto-cmp/x509';

import { AsymmetricKeyPackage } from '../messages/cms/asymmetric-key-package.ts';
import { ID_CT_KP_A_KEY_PACKAGE } from '../messages/cms/encapsulated-content-info.ts';
import type { SignedData } from '../messages/cms/signed-data.ts';
import type { SignerInfo } from '../messages/cms/signer-info.ts';
import { readSubjectKeyIdentifier } from '../protection/find-signer.ts';
import { digestOfSignature } from './digest-of-signature.ts';
import { encodeSignedAttributes, withTag } from './signed-attributes.ts';

/** Whoever makes keys for others: the Key Generation Authority, with what leads from its certificate to an anchor. */
export interface KeyGenerationAuthority {
  readonly certificate: Certificate;
  readonly signer: Signer;
  /** DER. */
  readonly chain: readonly Uint8Array[];
}

/** Private keys, signed by whoever made them (RFC 9483, section 4.1.6): to be encrypted at once. */
export async function signKeyPackage(
  keys: readonly PrivateKeyInfo[],
  { certificate, signer, chain }: KeyGenerationAuthority,
  crypto: Pick<CryptoProvider, 'digest'>,
): Promise<SignedData> {
  const eContent = encode(AsymmetricKeyPackage, keys);
  const hash = digestOfSignature(signer.algorithm) ?? 'sha512';
  const digestAlgorithm = { algorithm: HASH_OIDS[hash] };
  const messageDigest = await crypto.digest(hash, eContent);
  const signedAttrs = encodeSignedAttributes({ contentType: ID_CT_KP_A_KEY_PACKAGE, messageDigest });
  return {
    version: 3,
    digestAlgorithms: [digestAlgorithm],
    encapContentInfo: { eContentType: ID_CT_KP_A_KEY_PACKAGE, eContent },
    // The signer's own first, whatever DER says about the order of sets.
    certificates: withTag(encode(sequenceOf(rawValue), [certificate.der, ...chain]), CERTIFICATES_TAG),
    signerInfos: [
      {
        ...signerIdentifier(certificate),
        digestAlgorithm,
        signedAttrs: withTag(signedAttrs, SIGNED_ATTRS_TAG),
        signatureAlgorithm: signer.algorithm,
        signature: await signer.sign(signedAttrs),
      },
    ],
  };
}

/** RFC 5652, section 5.3: the version follows from the way the signer is named. */
function signerIdentifier(certificate: Certificate): Pick<SignerInfo, 'version' | 'sid'> {
  const identifier = readSubjectKeyIdentifier(certificate);
  if (identifier !== undefined) return { version: 3, sid: { type: 'subjectKeyIdentifier', value: identifier } };
  const { issuer, serialNumber } = certificate;
  return { version: 1, sid: { type: 'issuerAndSerialNumber', value: { issuer, serialNumber } } };
}

const CERTIFICATES_TAG = 0xa0;
const SIGNED_ATTRS_TAG = 0xa0;
