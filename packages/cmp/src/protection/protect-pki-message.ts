import { encode, equalBytes } from '@crypto-cmp/der';
import { type CryptoProvider, parseCertificate, subjectKeyIdentifier } from '@crypto-cmp/x509';

import { PKIBody } from '../messages/pki-body.ts';
import { PKIHeader } from '../messages/pki-header.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { computeMac } from './compute-mac.ts';
import { computeKemMac, createKemMacScheme, kemMacSchemeAlgorithm } from './kem-mac-scheme.ts';
import { macOf } from './mac-algorithm.ts';
import { macSchemeAlgorithm, type MacScheme } from './mac-scheme.ts';
import { protectedPart } from './protected-part.ts';
import type { KemProtector, MacProtector, Protector, SignatureProtector } from './protector.ts';

/** A message before it is protected. */
export interface PKIMessageDraft {
  /** protectionAlg is filled in, and senderKID where it is absent. */
  readonly header: Omit<PKIHeader, 'protectionAlg'>;
  readonly body: PKIBody;
  /** Further certificates, DER. A signer's own certificate and chain come first without being listed here. */
  readonly extraCerts?: readonly Uint8Array[];
}

export interface ProtectOptions {
  /** The same for all messages of a transaction; 16 fresh random octets by default. */
  readonly macSalt?: Uint8Array;
  /** What the other side has sent for our KEM key; needed by a KEM protector. */
  readonly kemCiphertext?: Uint8Array;
}

/** The DER of a message, protected by a MAC or a signature (RFC 9810, section 5.1.3). */
export async function protectPKIMessage(
  draft: PKIMessageDraft,
  protector: Protector,
  crypto: CryptoProvider,
  options: ProtectOptions = {},
): Promise<Uint8Array> {
  switch (protector.kind) {
    case 'mac':
      return protectByMac(draft, protector, crypto, options.macSalt ?? crypto.randomBytes(defaultSaltLength));
    case 'signature':
      return protectBySignature(draft, protector);
    case 'kem':
      return protectByKem(draft, protector, crypto, options.kemCiphertext);
  }
}

/** The DER of a message without any protection. */
export function encodeUnprotected({ header, body, extraCerts = [] }: PKIMessageDraft): Uint8Array {
  return encode(PKIMessage, { ...parts(header, body), ...(extraCerts.length > 0 && { extraCerts }) });
}

async function protectByMac(
  draft: PKIMessageDraft,
  protector: MacProtector,
  crypto: CryptoProvider,
  salt: Uint8Array,
): Promise<Uint8Array> {
  const scheme = ownScheme(protector, salt);
  // RFC 9483, section 3.1: the senderKID names the secret.
  const header = { senderKID: protector.referenceId, ...draft.header, protectionAlg: macSchemeAlgorithm(scheme) };
  const message = parts(header, draft.body);
  const protection = await computeMac(scheme, protector.secret, protectedPart(message), crypto);
  return finish(message, protection, draft.extraCerts ?? []);
}

async function protectBySignature(draft: PKIMessageDraft, protector: SignatureProtector): Promise<Uint8Array> {
  const { signer, certificate, chain } = protector;
  const header = { ...keyIdentifierOf(certificate), ...draft.header, protectionAlg: signer.algorithm };
  const message = parts(header, draft.body);
  const protection = await signer.sign(protectedPart(message));
  // RFC 9483, section 3.3: the signer's certificate is the first, its chain follows.
  return finish(message, protection, distinct([certificate, ...chain, ...(draft.extraCerts ?? [])]));
}

/** RFC 9810, section 5.1.3.4. The secret is taken out of the ciphertext anew each time, and kept nowhere. */
async function protectByKem(
  draft: PKIMessageDraft,
  protector: KemProtector,
  crypto: CryptoProvider,
  ciphertext: Uint8Array | undefined,
): Promise<Uint8Array> {
  const { decapsulator, certificate, chain, parameters = {} } = protector;
  const { transactionID } = draft.header;
  if (ciphertext === undefined || transactionID === undefined) {
    throw new TypeError('expected a ciphertext and a transactionID for a MAC with a KEM');
  }
  const { kdfHash = 'sha256', macHash = 'sha256' } = parameters;
  const scheme = createKemMacScheme(kdfHash, macOf(macHash));
  const protectionAlg = kemMacSchemeAlgorithm(scheme);
  const message = parts({ ...keyIdentifierOf(certificate), ...draft.header, protectionAlg }, draft.body);
  const agreement = { sharedSecret: await decapsulator.decapsulate(ciphertext), transactionID };
  const protection = await computeKemMac(scheme, agreement, protectedPart(message), crypto);
  return finish(message, protection, distinct([certificate, ...chain, ...(draft.extraCerts ?? [])]));
}

/** RFC 9483, section 3.1: the senderKID is the key identifier in the sender's certificate, where it has one. */
function keyIdentifierOf(certificate: Uint8Array): Pick<PKIHeader, 'senderKID'> {
  const senderKID = subjectKeyIdentifier(parseCertificate(certificate));
  return senderKID === undefined ? {} : { senderKID };
}

function ownScheme({ parameters }: MacProtector, salt: Uint8Array): MacScheme {
  const { algorithm = 'passwordBasedMac', hash = 'sha256', macHash = 'sha256' } = parameters ?? {};
  const numbers = { salt, iterations: parameters?.iterations ?? defaultIterations, hash, mac: macOf(macHash) };
  return algorithm === 'pbmac1' ? { algorithm, ...numbers, keyLength: pbmac1KeyLength } : { algorithm, ...numbers };
}

function parts(header: PKIHeader, body: PKIBody): Pick<PKIMessage, 'header' | 'body'> {
  return {
    header: { value: header, der: encode(PKIHeader, header) },
    body: { value: body, der: encode(PKIBody, body) },
  };
}

function finish(
  message: Pick<PKIMessage, 'header' | 'body'>,
  protection: Uint8Array,
  extraCerts: readonly Uint8Array[],
): Uint8Array {
  return encode(PKIMessage, { ...message, protection, ...(extraCerts.length > 0 && { extraCerts }) });
}

function distinct(certificates: readonly Uint8Array[]): Uint8Array[] {
  return certificates.filter((one, index) => certificates.findIndex((other) => equalBytes(one, other)) === index);
}

/** As many as the strictest CA known to us takes. */
const defaultIterations = 10_000;
const defaultSaltLength = 16;
const pbmac1KeyLength = 32;
