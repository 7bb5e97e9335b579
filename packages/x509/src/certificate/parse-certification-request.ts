import { decode, encode } from '@crypto-cmp/der';
import { readingDer } from '../reading-der.ts';
import type { AlgorithmIdentifier } from '../structures/algorithm-identifier.ts';
import type { Attribute } from '../structures/attribute.ts';
import { CertificationRequest } from '../structures/certification-request.ts';
import { type Extension, Extensions } from '../structures/extension.ts';
import { SubjectPublicKeyInfo } from '../structures/subject-public-key-info.ts';
import { X509Error } from '../x509-error.ts';
import { EXTENSION_REQUEST } from './create-certification-request.ts';

/** What a PKCS#10 request says (RFC 2986); its signature has not been verified. */
export interface ParsedCertificationRequest {
  readonly der: Uint8Array;
  /** The bytes that are signed. */
  readonly infoDer: Uint8Array;
  /** A Name in DER. */
  readonly subject: Uint8Array;
  /** A SubjectPublicKeyInfo in DER. */
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly attributes: readonly Attribute[];
  /** Those asked for by the extensionRequest attribute (RFC 2985, section 5.4.2). */
  readonly extensions: readonly Extension[];
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

/** @throws X509Error `malformed-structure` */
export function parseCertificationRequest(der: Uint8Array): ParsedCertificationRequest {
  return readingDer('certification request', () => {
    const { certificationRequestInfo, signatureAlgorithm, signature } = decode(CertificationRequest, der);
    const { subject, subjectPKInfo, attributes } = certificationRequestInfo.value;
    return {
      der,
      infoDer: certificationRequestInfo.der,
      subject,
      subjectPublicKeyInfo: encode(SubjectPublicKeyInfo, subjectPKInfo),
      attributes,
      extensions: requestedExtensions(attributes),
      signatureAlgorithm,
      signature,
    };
  });
}

function requestedExtensions(attributes: readonly Attribute[]): readonly Extension[] {
  const [request, surplus] = attributes
    .filter(({ type }) => type === EXTENSION_REQUEST)
    .flatMap(({ values }) => values);
  if (request === undefined) return [];
  if (surplus !== undefined) {
    throw new X509Error('malformed-structure', 'certification request: it asks for extensions twice');
  }
  return decode(Extensions, request);
}
