import { decode, encode } from '@crypto-cmp/der';
import type { Signer } from '../keys/signer.ts';
import type { Attribute } from '../structures/attribute.ts';
import { CertificationRequest, CertificationRequestInfo } from '../structures/certification-request.ts';
import { type Extension, Extensions } from '../structures/extension.ts';
import { SubjectPublicKeyInfo } from '../structures/subject-public-key-info.ts';

export interface CertificationRequestFields {
  /** A Name in DER. */
  readonly subject: Uint8Array;
  /** Asked for by an extensionRequest attribute (RFC 2985, section 5.4.2). */
  readonly extensions?: readonly Extension[];
  /** Further attributes. */
  readonly attributes?: readonly Attribute[];
  /** The key to be certified. */
  readonly signer: Signer;
}

/** Makes and signs a PKCS#10 request (RFC 2986) and returns its DER. */
export async function createCertificationRequest(fields: CertificationRequestFields): Promise<Uint8Array<ArrayBuffer>> {
  const { subject, extensions = [], attributes = [], signer } = fields;
  const request = extensions.length === 0 ? [] : [extensionRequest(extensions)];
  const value: CertificationRequestInfo = {
    version: 0,
    subject,
    subjectPKInfo: decode(SubjectPublicKeyInfo, signer.publicKey),
    attributes: [...request, ...attributes],
  };
  const der = encode(CertificationRequestInfo, value);
  return encode(CertificationRequest, {
    certificationRequestInfo: { der, value },
    signatureAlgorithm: signer.algorithm,
    signature: await signer.sign(der),
  });
}

export const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

function extensionRequest(extensions: readonly Extension[]): Attribute {
  return { type: EXTENSION_REQUEST, values: [encode(Extensions, extensions)] };
}
