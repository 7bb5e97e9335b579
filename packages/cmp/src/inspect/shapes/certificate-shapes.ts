import { concat } from '@crypto-cmp/der';
import { describeKey, X509Error } from '@crypto-cmp/x509';

import { childrenOf, derOf, type Element, leadingOid } from '../element.ts';
import { nameOrOid } from '../oid-names.ts';
import { anything, choiceOf, fields, listOf, optional, required, setOf, type Shape } from '../shape.ts';
import { algorithmIdentifier, describeAlgorithm } from './algorithm-shapes.ts';
import { extensions } from './extension-shapes.ts';
import { name, showName } from './name-shapes.ts';
import {
  bitString,
  generalizedTime,
  namedInteger,
  objectIdentifier,
  serialNumber,
  utcTime,
} from './primitive-shapes.ts';

export const time: Shape = choiceOf(
  'Time',
  [required('utcTime', utcTime), required('generalTime', generalizedTime)],
  'hidden',
);

const version = namedInteger('INTEGER', { v1: 0, v2: 1, v3: 2 });

export const subjectPublicKeyInfo: Shape = fields(
  'SubjectPublicKeyInfo',
  [required('algorithm', algorithmIdentifier), required('subjectPublicKey', bitString)],
  { summarize: showKey },
);

const tbsCertificate = fields('TBSCertificate', [
  optional('version', version, { explicit: 0 }),
  required('serialNumber', serialNumber),
  required('signature', algorithmIdentifier),
  required('issuer', name),
  required('validity', fields('Validity', [required('notBefore', time), required('notAfter', time)])),
  required('subject', name),
  required('subjectPublicKeyInfo', subjectPublicKeyInfo),
  optional('issuerUniqueID', bitString, { implicit: 1 }),
  optional('subjectUniqueID', bitString, { implicit: 2 }),
  optional('extensions', extensions, { explicit: 3 }),
]);

export const certificate: Shape = fields(
  'Certificate',
  [
    required('tbsCertificate', tbsCertificate),
    required('signatureAlgorithm', algorithmIdentifier),
    required('signature', bitString),
  ],
  { summarize: showSubject },
);

export const certificates: Shape = listOf(
  'SEQUENCE OF CMPCertificate',
  required('certificate', certificate),
  'certificate',
);

const tbsCertList = fields('TBSCertList', [
  optional('version', version),
  required('signature', algorithmIdentifier),
  required('issuer', name),
  required('thisUpdate', time),
  optional('nextUpdate', time),
  optional(
    'revokedCertificates',
    listOf(
      'SEQUENCE OF revoked certificates',
      required(
        'revoked',
        fields('SEQUENCE', [
          required('userCertificate', serialNumber),
          required('revocationDate', time),
          optional('crlEntryExtensions', extensions),
        ]),
      ),
    ),
  ),
  optional('crlExtensions', extensions, { explicit: 0 }),
]);

export const certificateList: Shape = fields(
  'CertificateList',
  [
    required('tbsCertList', tbsCertList),
    required('signatureAlgorithm', algorithmIdentifier),
    required('signature', bitString),
  ],
  { summarize: showCrlIssuer },
);

export const certificateLists: Shape = listOf('SEQUENCE OF CertificateList', required('CRL', certificateList), 'CRL');

export const attribute: Shape = fields(
  'Attribute',
  [required('type', objectIdentifier), required('values', (oid) => attributeValues(oid))],
  { nameOf: (element) => nameOrOid(leadingOid(element)) },
);

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

function attributeValues(oid: string | undefined): Shape {
  return setOf('SET', required('value', oid === EXTENSION_REQUEST ? extensions : anything), 'value');
}

export const certificationRequest: Shape = fields('CertificationRequest', [
  required(
    'certificationRequestInfo',
    fields('CertificationRequestInfo', [
      required('version', version),
      required('subject', name),
      required('subjectPKInfo', subjectPublicKeyInfo),
      required('attributes', setOf('Attributes', required('attribute', attribute), 'attribute'), { implicit: 0 }),
    ]),
  ),
  required('signatureAlgorithm', algorithmIdentifier),
  required('signature', bitString),
]);

/** Who the certificate is for. */
function showSubject(element: Element): string | undefined {
  return showNameAfter(element, 'subject');
}

function showCrlIssuer(element: Element): string | undefined {
  const issuer = showNameAfter(element, 'issuer');
  return issuer && `of ${issuer}`;
}

/** In a TBSCertificate the subject follows serialNumber, signature, issuer and validity; in a TBSCertList, signature. */
function showNameAfter(element: Element, which: 'subject' | 'issuer'): string | undefined {
  const [toBeSigned] = childrenOf(element, 1);
  const sequences = toBeSigned ? childrenOf(toBeSigned, 8).filter(({ tlv }) => tlv.tagOctet === 0x30) : [];
  const found = sequences[which === 'subject' ? 3 : 1];
  return found && showName(found);
}

/** `EC P-256`, `RSA 2048`. */
function showKey(element: Element): string | undefined {
  try {
    // An implicit tag stands where the tag of the SEQUENCE would be.
    const der = concat(new Uint8Array([0x30]), derOf(element).subarray(1));
    return describeKey(der).label;
  } catch (error) {
    if (error instanceof X509Error) return describeAlgorithm(childrenOf(element, 1)[0]);
    throw error;
  }
}
