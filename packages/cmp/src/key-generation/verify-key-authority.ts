import { decode, DerError, equalBytes, rawValue, sequenceOf } from '@crypto-cmp/der';
import {
  type AlgorithmIdentifier,
  basicConstraints,
  type Certificate,
  type CryptoProvider,
  extendedKeyUsage,
  type HashName,
  hashNameOf,
  KEY_PURPOSES,
  matchNames,
  toSignatureAlgorithm,
  type TrustedPath,
  validatePath,
  X509Error,
} from '@crypto-cmp/x509';

import { refersTo } from '../enveloped-data/check-recipient-identifier.ts';
import { toReference } from '../enveloped-data/open-key-transport.ts';
import { ID_CT_KP_A_KEY_PACKAGE } from '../messages/cms/encapsulated-content-info.ts';
import type { SignedData } from '../messages/cms/signed-data.ts';
import type { SignerInfo } from '../messages/cms/signer-info.ts';
import { readExtraCerts } from '../protection/find-signer.ts';
import { digestOfSignature } from './digest-of-signature.ts';
import { decodeSignedAttributes, SET_TAG, withTag } from './signed-attributes.ts';

/** What makes a signature over a private key one to rely on. */
export interface AuthorityRules {
  readonly trustAnchors: readonly Certificate[];
  /** Certificates at hand beside those in the SignedData. */
  readonly certificates: readonly Certificate[];
  /** The path of the new certificate, the issuer second: these CAs need no special permission. */
  readonly issuers: readonly Certificate[];
  readonly at: Date;
  readonly crypto: CryptoProvider;
}

export type AuthorityVerdict =
  | {
      readonly certificate: Certificate;
      readonly authority: string;
      /** From the signer to the trust anchor. */
      readonly verdict: TrustedPath;
    }
  | { readonly problem: string };

/**
 * Who signed the private key, and whether that one may make keys for others (RFC 9810, section 4.5; RFC 9483, section
 * 4.1.6): a key that anybody may have made is one that anybody may have kept.
 */
export async function verifyKeyAuthority(signedData: SignedData, rules: AuthorityRules): Promise<AuthorityVerdict> {
  const [signerInfo, another] = signedData.signerInfos;
  if (signerInfo === undefined || another !== undefined) {
    return { problem: `${signedData.signerInfos.length} signatures, expected one` };
  }
  const carried = readCertificates(signedData);
  const reference = toReference(signerInfo.sid);
  const known = [...carried, ...rules.certificates];
  let first: AuthorityVerdict | undefined;
  // A CA that was certified twice for one key has two certificates with one identifier.
  for (const certificate of known.filter((one) => refersTo(reference, one)).slice(0, MAX_CANDIDATES)) {
    const problem = await findSignatureProblem(signedData, signerInfo, certificate, rules.crypto);
    const found = problem === undefined ? await verifyAuthority(certificate, known, rules) : { problem };
    if (!('problem' in found)) return found;
    first ??= found;
  }
  return first ?? { problem: 'the certificate of the signer is not at hand' };
}

async function verifyAuthority(
  certificate: Certificate,
  intermediates: readonly Certificate[],
  rules: AuthorityRules,
): Promise<AuthorityVerdict> {
  const { trustAnchors, at, crypto } = rules;
  const path = { target: certificate, intermediates, trustAnchors, at, keyUsage: 'digitalSignature', crypto } as const;
  const verdict = await validatePath(path);
  if (!verdict.valid) return { problem: verdict.message };
  const authority = authorityOf(certificate, rules);
  return authority === undefined
    ? { problem: 'the signer may not make keys for others: neither cmKGA nor the CA that issued the certificate' }
    : { certificate, authority, verdict };
}

/** RFC 9810, section 4.5: CAs, and who is marked so. Any other CA than those above the certificate is not meant by that. */
function authorityOf(certificate: Certificate, { issuers }: AuthorityRules): string | undefined {
  const isIssuer = issuers
    .slice(1)
    .some(
      ({ subject, subjectPublicKeyInfo }) =>
        matchNames(subject, certificate.subject) && equalBytes(subjectPublicKeyInfo, certificate.subjectPublicKeyInfo),
    );
  if (isIssuer && readOrUndefined(() => basicConstraints(certificate))?.cA === true) return 'the CA itself';
  const purposes = readOrUndefined(() => extendedKeyUsage(certificate));
  return purposes?.has(KEY_PURPOSES.cmKGA) === true ? 'marked as a key generation authority (cmKGA)' : undefined;
}

/** RFC 5652, sections 5.4 to 5.6, and RFC 8933: one digest for content and attributes. */
async function findSignatureProblem(
  { encapContentInfo: { eContentType, eContent } }: SignedData,
  { digestAlgorithm, signedAttrs, signatureAlgorithm, signature }: SignerInfo,
  { subjectPublicKeyInfo }: Certificate,
  crypto: CryptoProvider,
): Promise<string | undefined> {
  if (eContentType !== ID_CT_KP_A_KEY_PACKAGE || eContent === undefined)
    return 'what is signed is no AsymmetricKeyPackage';
  if (signedAttrs === undefined) return 'the signature has no signedAttrs';
  const hash = hashNameOf(digestAlgorithm.algorithm);
  if (hash === undefined || hash === 'sha1') return `digest algorithm ${digestAlgorithm.algorithm} is not taken`;
  const signed = withTag(signedAttrs, SET_TAG);
  const attributes = decodeSignedAttributes(signed);
  if (attributes === undefined) return 'signedAttrs lacks contentType or messageDigest';
  if (attributes.contentType !== eContentType) return 'the contentType in signedAttrs is another one';
  if (!equalBytes(attributes.messageDigest, await crypto.digest(hash, eContent))) return 'messageDigest is wrong';
  try {
    const algorithm = fullAlgorithm(signatureAlgorithm, hash);
    const expected = digestOfSignature(algorithm);
    if (expected !== undefined && expected !== hash) return 'the digests of attributes and signature differ';
    return (await crypto.verify(algorithm, subjectPublicKeyInfo, signed, signature))
      ? undefined
      : 'the signature is wrong';
  } catch (error) {
    if (error instanceof X509Error) return `the signature cannot be verified: ${error.message}`;
    throw error;
  }
}

/** RFC 3370, section 3.2: rsaEncryption alone, its hash being the digest's. OpenSSL writes it so. */
function fullAlgorithm(algorithm: AlgorithmIdentifier, hash: HashName): AlgorithmIdentifier {
  return algorithm.algorithm === RSA_ENCRYPTION ? toSignatureAlgorithm({ kind: 'rsa-pkcs1', hash }) : algorithm;
}

/** Those that can be read, of as many as are looked at anywhere. */
function readCertificates({ certificates }: SignedData): readonly Certificate[] {
  if (certificates === undefined) return [];
  try {
    return readExtraCerts(decode(sequenceOf(rawValue), withTag(certificates, SEQUENCE_TAG)).map((der) => der.slice()));
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}

function readOrUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const SEQUENCE_TAG = 0x30;

/** Each costs two verifications, and the peer chooses which certificates there are. */
const MAX_CANDIDATES = 5;
