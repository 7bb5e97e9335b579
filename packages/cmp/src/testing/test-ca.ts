import { decode, encode } from '@crypto-cmp/der';
import {
  type Certificate,
  createBasicConstraints,
  createCertificate,
  createExtendedKeyUsage,
  createKeyIdentifier,
  createKeyUsage,
  createSerialNumber,
  createSubjectKeyIdentifier,
  type CryptoProvider,
  encodeName,
  type Extension,
  KEY_PURPOSES,
  nullName,
  type KeyType,
  type KeyUsage,
  parseCertificate,
  parseCertificationRequest,
  parseName,
  type PostQuantumKeyType,
  type Signer,
  SubjectPublicKeyInfo,
} from '@crypto-cmp/x509';

import type { CertId } from '../messages/crmf/cert-id.ts';
import type { CertTemplate } from '../messages/crmf/cert-template.ts';
import type { PKIBody } from '../messages/pki-body.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import type { RevDetails } from '../messages/rev-details.ts';
import { encodeUnprotected, type PKIMessageDraft, protectPKIMessage } from '../protection/protect-pki-message.ts';
import type { Protector } from '../protection/protector.ts';

/** A CA in memory that answers as it should, unless a test forges its answer. */
export interface TestCa {
  readonly root: Certificate;
  readonly issuing: Identity;
  /** Signs the CA's messages: under the issuing CA, with the extended key usage cmcCA. */
  readonly signer: Identity;
  issue(subject: Uint8Array, spki: Uint8Array, changes?: Partial<IssueFields>): Promise<Uint8Array>;
  issueIdentity(
    name: string,
    changes?: Partial<IssueFields> & { readonly keyType?: KeyType | PostQuantumKeyType },
  ): Promise<Identity>;
  /** The proper answer to a request, protected by `protector`, after `forge` has changed it. */
  answer(request: Uint8Array, protector: Protector, forge?: Forgery): Promise<Uint8Array>;
}

export interface Identity {
  readonly certificate: Certificate;
  readonly signer: Signer;
  /** PKCS#8 in DER. */
  readonly privateKey: Uint8Array;
}

export interface IssueFields {
  readonly extensions: readonly Extension[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly issuer: Identity;
  readonly serialNumber: Uint8Array;
}

/** What to change in an answer. Each part works on what the CA would have sent. */
export interface Forgery {
  readonly header?: (header: Header) => Header;
  readonly body?: (body: PKIBody, request: PKIMessage) => PKIBody | Promise<PKIBody>;
  readonly certificate?: (template: RequestedFacts) => Promise<Uint8Array>;
  readonly extraCerts?: readonly Uint8Array[];
  /** `none` leaves the protection out. */
  readonly protector?: Protector | 'none';
  /** Works on the finished octets. */
  readonly bytes?: (der: Uint8Array) => Uint8Array;
}

export type Header = PKIMessageDraft['header'];

export interface RequestedFacts {
  readonly subject: Uint8Array;
  readonly spki: Uint8Array;
  readonly extensions: readonly Extension[];
}

export async function createTestCa(
  crypto: CryptoProvider,
  now: Date,
  keyType: KeyType | PostQuantumKeyType = 'ec-p256',
): Promise<TestCa> {
  const rootKeys = await crypto.generateKeyPair(keyType);
  const issuingKeys = await crypto.generateKeyPair(keyType);
  const validity = { notBefore: new Date(now.getTime() - day), notAfter: new Date(now.getTime() + 365 * day) };

  const make = async (subject: string, spki: Uint8Array, issuer: string, signer: Signer, extensions: Extension[]) => {
    const names = { subject: encodeName(parseName(subject)), issuer: encodeName(parseName(issuer)) };
    const serialNumber = createSerialNumber(crypto);
    const identifier = createSubjectKeyIdentifier(await createKeyIdentifier(spki, crypto));
    const fields = { ...names, ...validity, serialNumber, subjectPublicKeyInfo: spki, signer };
    return parseCertificate(await createCertificate({ ...fields, extensions: [identifier, ...extensions] }));
  };
  const ca = [createBasicConstraints({ cA: true }), createKeyUsage(['keyCertSign', 'cRLSign', 'digitalSignature'])];
  const root = await make('CN=Test Root', rootKeys.publicKey, 'CN=Test Root', rootKeys.signer, ca);
  const issuingCertificate = await make('CN=Test CA', issuingKeys.publicKey, 'CN=Test Root', rootKeys.signer, ca);
  const issuing: Identity = { certificate: issuingCertificate, ...issuingKeys };

  const issue: TestCa['issue'] = async (subject, spki, changes = {}) => {
    const { issuer = issuing, extensions = [], ...times } = changes;
    return createCertificate({
      serialNumber: createSerialNumber(crypto),
      issuer: issuer.certificate.subject,
      subject,
      ...validity,
      ...times,
      subjectPublicKeyInfo: spki,
      extensions,
      signer: issuer.signer,
    });
  };
  const issueIdentity: TestCa['issueIdentity'] = async (name, changes = {}) => {
    const { keyType: ownKeyType = keyType, extensions = [], ...fields } = changes;
    const keyPair = await crypto.generateKeyPair(ownKeyType);
    const identifier = createSubjectKeyIdentifier(await createKeyIdentifier(keyPair.publicKey, crypto));
    const all = { ...fields, extensions: [identifier, ...extensions] };
    const certificate = parseCertificate(await issue(encodeName(parseName(name)), keyPair.publicKey, all));
    return { certificate, ...keyPair };
  };
  const signer = await issueIdentity('CN=Test CMP signer', {
    extensions: [keyUsageOf('digitalSignature'), createExtendedKeyUsage([KEY_PURPOSES.cmcCA])],
  });
  return {
    root,
    issuing,
    signer,
    issue,
    issueIdentity,
    answer: async (request, protector, forgery = {}) => {
      const message = decode(PKIMessage, request);
      const certificate = forgery.certificate ?? (async ({ subject, spki, ...wish }) => issue(subject, spki, wish));
      const proper = await properBody(message.body.value, certificate);
      const body = (await forgery.body?.(proper, message)) ?? proper;
      const header = properHeader(message, protector, crypto, now);
      const extraCerts = forgery.extraCerts ?? [issuingCertificate.der];
      const draft = { header: forgery.header?.(header) ?? header, body, extraCerts };
      const shield = forgery.protector ?? protector;
      const der = shield === 'none' ? encodeUnprotected(draft) : await protectPKIMessage(draft, shield, crypto);
      return forgery.bytes?.(der) ?? der;
    },
  };
}

export function keyUsageOf(...usages: readonly KeyUsage[]): Extension {
  return createKeyUsage(usages);
}

function properHeader({ header }: PKIMessage, protector: Protector, crypto: CryptoProvider, now: Date): Header {
  const { pvno, sender, recipient, transactionID, senderNonce } = header.value;
  const own = protector.kind === 'signature' ? parseCertificate(protector.certificate).subject : undefined;
  return {
    pvno,
    sender: own === undefined ? recipient : { type: 'directoryName', value: own },
    recipient: sender,
    messageTime: now,
    ...(transactionID !== undefined && { transactionID }),
    senderNonce: crypto.randomBytes(16),
    ...(senderNonce !== undefined && { recipNonce: senderNonce }),
  };
}

async function properBody(
  request: PKIBody,
  issue: (template: RequestedFacts) => Promise<Uint8Array>,
): Promise<PKIBody> {
  switch (request.type) {
    case 'ir':
    case 'cr':
    case 'kur': {
      const template = request.value[0]?.certReq.value.certTemplate ?? {};
      const type = ({ ir: 'ip', cr: 'cp', kur: 'kup' } as const)[request.type];
      return granted(type, 0, await issue(factsOf(template)));
    }
    case 'p10cr': {
      const { subject, subjectPublicKeyInfo, extensions } = parseCertificationRequest(request.value);
      return granted('cp', -1, await issue({ subject, spki: subjectPublicKeyInfo, extensions }));
    }
    case 'rr':
      return { type: 'rp', value: { status: [{ status: 0 }], revCerts: request.value.map(toCertId) } };
    case 'genm':
      return { type: 'genp', value: request.value.map(({ infoType }) => ({ infoType })) };
    default:
      return { type: 'pkiconf', value: null };
  }
}

function toCertId({ certDetails: { issuer, serialNumber } }: RevDetails): CertId {
  return {
    issuer: { type: 'directoryName', value: issuer ?? encodeName(nullName) },
    serialNumber: serialNumber ?? Uint8Array.of(0),
  };
}

function factsOf({ subject, publicKey, extensions = [] }: CertTemplate): RequestedFacts {
  if (subject === undefined) throw new TypeError('expected a subject');
  // Keys for others are made by the tests that are about that.
  const { algorithm, subjectPublicKey } = publicKey ?? { algorithm: { algorithm: '1.2.3' }, subjectPublicKey: NO_KEY };
  return { subject, spki: encode(SubjectPublicKeyInfo, { algorithm, subjectPublicKey }), extensions };
}

export function granted(type: 'ip' | 'cp' | 'kup', certReqId: number, certificate: Uint8Array): PKIBody {
  const certifiedKeyPair = { certOrEncCert: { type: 'certificate', value: certificate } } as const;
  return { type, value: { response: [{ certReqId, status: { status: 0 }, certifiedKeyPair }] } };
}

const day = 86_400_000;
const NO_KEY = new Uint8Array();
