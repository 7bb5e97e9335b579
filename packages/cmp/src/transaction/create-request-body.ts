import { decode, DerError, encode, toHex } from '@crypto-cmp/der';
import {
  AlgorithmIdentifier,
  type Certificate,
  createSubjectAltName,
  type Extension,
  EXTENSION_OIDS,
  isNullName,
  parseCertificate,
  parseCertificationRequest,
  SubjectPublicKeyInfo,
  toTime,
} from '@crypto-cmp/x509';

import { CONTROL_TYPES } from '../messages/crmf/control-types.ts';
import { CertRequest } from '../messages/crmf/cert-request.ts';
import type { Controls } from '../messages/crmf/controls.ts';
import type { OptionalValidity } from '../messages/crmf/optional-validity.ts';
import type { ProofOfPossession } from '../messages/crmf/proof-of-possession.ts';
import type { PKIBody } from '../messages/pki-body.ts';
import { createIndirectPopo } from '../proof-of-possession/create-indirect-popo.ts';
import { createPopo } from '../proof-of-possession/create-popo.ts';
import { carriedExtensions } from './carried-extensions.ts';
import { minimalInteger } from './minimal-integer.ts';
import type {
  EnrollmentOperation,
  EnrollRequest,
  Pkcs10Request,
  RequestedKey,
  RequestedValidity,
  TemplateOptions,
  UpdateRequest,
} from './transaction-request.ts';
import { createControls } from './requested-controls.ts';
import { createUsageExtensions } from './requested-usages.ts';
import { createUtf8Pairs } from './utf8-pairs.ts';
import type { RequestedCertificate } from './transaction-state.ts';

/** The body of a first message, and what of it the certificate will be compared with. */
export interface RequestBody {
  readonly body: PKIBody & { readonly type: EnrollmentOperation };
  readonly requested: RequestedCertificate;
  /** Of the whole transaction, where it needs version 3 (RFC 9810, section 7). */
  readonly pvno?: 3;
}

/** ir and cr (RFC 9483, sections 4.1.1 and 4.1.2). */
export async function createEnrollBody(request: EnrollRequest): Promise<RequestBody> {
  const { subject, subjectAltNames = [] } = request;
  if (isNullName(subject) && subjectAltNames.length === 0) {
    throw new TypeError('expected a subject or a subjectAltName');
  }
  // RFC 5280, section 4.2.1.6: it must be critical where the subject is empty.
  const critical = request.subjectAltNameCritical ?? isNullName(subject);
  const names = subjectAltNames.length === 0 ? [] : [createSubjectAltName(subjectAltNames, critical)];
  return createCrmfBody(request, subject, [...names, ...wishedExtensions(request)]);
}

/** kur (RFC 9483, section 4.1.3): the old certificate is named, what it says is kept. */
export async function createUpdateBody(request: UpdateRequest, signing: Certificate): Promise<RequestBody> {
  const current = request.certificate === undefined ? signing : parseCertificate(request.certificate);
  const { subject = current.subject, subjectAltNames } = request;
  const names =
    subjectAltNames === undefined
      ? current.extensions.filter(({ extnID }) => extnID === EXTENSION_OIDS.subjectAltName)
      : subjectAltNames.length === 0
        ? []
        : [createSubjectAltName(subjectAltNames, isNullName(subject))];
  const wished = wishedExtensions(request);
  const kept = request.keepExtensions === false ? [] : carriedExtensions(current, algorithmOf(request));
  const missing = kept.filter(({ extnID }) => !wished.some((other) => other.extnID === extnID));
  return createCrmfBody(request, subject, [...names, ...wished, ...missing], [oldCertID(current)]);
}

/** p10cr (RFC 9483, section 4.1.4): the CSR goes as it is. */
export function createPkcs10Body({ csr }: Pkcs10Request): RequestBody {
  const { subject, subjectPublicKeyInfo, extensions } = parseCertificationRequest(csr);
  const requested = {
    subject: toHex(subject),
    publicKey: toHex(subjectPublicKeyInfo),
    ...requestedAltName(extensions),
  };
  return { body: { type: 'p10cr', value: csr }, requested };
}

async function createCrmfBody(
  request: EnrollRequest | UpdateRequest,
  subject: Uint8Array,
  extensions: readonly Extension[],
  ownControls: Controls = [],
): Promise<RequestBody> {
  const { operation, issuer, validity = {}, registrationInfo } = request;
  requireDistinct(extensions);
  const controls = [...ownControls, ...createControls(request.controls ?? {})];
  const certTemplate = {
    ...(issuer !== undefined && { issuer }),
    ...(hasTime(validity) && { validity: toOptionalValidity(validity) }),
    subject,
    ...templateKey(request),
    ...(extensions.length > 0 && { extensions }),
  };
  const value = { certReqId: 0, certTemplate, ...(controls.length > 0 && { controls }) };
  const der = encode(CertRequest, value);
  const popo = await proofOfPossession(request, der);
  const requested = {
    subject: toHex(subject),
    ...requestedKey(request),
    ...requestedAltName(extensions),
    ...(validity.notBefore !== undefined && { notBefore: validity.notBefore.toISOString() }),
    ...(validity.notAfter !== undefined && { notAfter: validity.notAfter.toISOString() }),
  };
  const regInfo = registrationInfo === undefined ? {} : { regInfo: [createUtf8Pairs(registrationInfo)] };
  const message = { certReq: { value, der }, ...(popo !== undefined && { popo }), ...regInfo };
  return {
    body: { type: operation, value: [message] },
    requested,
    // What comes back is an EnvelopedData.
    ...(!('keySigner' in request) && { pvno: 3 }),
  };
}

/** RFC 9483, section 4.1.6: a key of no bits asks for one of that algorithm, no key at all for one of any. */
function templateKey(request: RequestedKey): { readonly publicKey?: SubjectPublicKeyInfo } {
  if ('centralKey' in request) {
    const { algorithm } = request.centralKey;
    return algorithm === undefined ? {} : { publicKey: { algorithm, subjectPublicKey: new Uint8Array() } };
  }
  const spki = 'keySigner' in request ? request.keySigner.publicKey : request.encryptionKey;
  try {
    return { publicKey: decode(SubjectPublicKeyInfo, spki) };
  } catch (cause) {
    if (cause instanceof DerError) throw new TypeError(`expected a SubjectPublicKeyInfo: ${cause.message}`, { cause });
    throw cause;
  }
}

/** Of the new key; undefined where the CA chooses it. */
function algorithmOf(request: RequestedKey): string | undefined {
  return 'centralKey' in request
    ? request.centralKey.algorithm?.algorithm
    : templateKey(request).publicKey?.algorithm.algorithm;
}

function requestedKey(request: RequestedKey): Pick<RequestedCertificate, 'publicKey' | 'keyAlgorithm' | 'encrypted'> {
  if ('keySigner' in request) return { publicKey: toHex(request.keySigner.publicKey) };
  if ('encryptionKey' in request) return { publicKey: toHex(request.encryptionKey), encrypted: true };
  const { algorithm } = request.centralKey;
  return algorithm === undefined ? {} : { keyAlgorithm: toHex(encode(AlgorithmIdentifier, algorithm)) };
}

/** None where the CA makes the key: nobody has it yet. */
async function proofOfPossession(
  request: EnrollRequest | UpdateRequest,
  certRequest: Uint8Array,
): Promise<ProofOfPossession | undefined> {
  // RFC 9483, section 5.2.3: never in kur.
  const isVerified = request.operation !== 'kur' && request.raVerified === true;
  if (!('keySigner' in request)) {
    if (isVerified)
      throw new TypeError('expected no raVerified beside a key that proves itself later, or is not there');
    return 'encryptionKey' in request ? createIndirectPopo(request.encryptionKey) : undefined;
  }
  return isVerified ? { type: 'raVerified', value: null } : createPopo(certRequest, request.keySigner);
}

function wishedExtensions({ extensions = [], usages = {} }: TemplateOptions): readonly Extension[] {
  return [...createUsageExtensions(usages), ...extensions];
}

/** RFC 5280, section 4.2: no extension twice. */
function requireDistinct(extensions: readonly Extension[]): void {
  const repeated = extensions.find(({ extnID }, index) => extensions.findIndex((one) => one.extnID === extnID) < index);
  if (repeated !== undefined) throw new TypeError(`expected each extension once, got ${repeated.extnID} twice`);
}

/** RFC 4211, section 6.5. */
function oldCertID({ issuer, serialNumber }: Certificate): Controls[number] {
  const { oid, value } = CONTROL_TYPES.oldCertID;
  const certId = {
    issuer: { type: 'directoryName', value: issuer },
    serialNumber: minimalInteger(serialNumber),
  } as const;
  return { type: oid, value: encode(value, certId) };
}

function requestedAltName(extensions: readonly Extension[]): Pick<RequestedCertificate, 'subjectAltName'> {
  const extension = extensions.find(({ extnID }) => extnID === EXTENSION_OIDS.subjectAltName);
  return extension === undefined ? {} : { subjectAltName: toHex(extension.extnValue) };
}

function hasTime({ notBefore, notAfter }: RequestedValidity): boolean {
  return notBefore !== undefined || notAfter !== undefined;
}

function toOptionalValidity({ notBefore, notAfter }: RequestedValidity): OptionalValidity {
  return {
    ...(notBefore !== undefined && { notBefore: toTime(notBefore) }),
    ...(notAfter !== undefined && { notAfter: toTime(notAfter) }),
  };
}
