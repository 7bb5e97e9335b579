import { equalBytes } from '@crypto-cmp/der';
import {
  type Certificate,
  type CryptoProvider,
  matchNames,
  parseCertificate,
  subjectKeyIdentifier,
  X509Error,
} from '@crypto-cmp/x509';

import type { PKIHeader } from '../messages/pki-header.ts';
import type { PKIMessage } from '../messages/pki-message.ts';
import { protectedPart } from './protected-part.ts';

/** The certificate whose key made, or should have made, a signature. Nothing is known yet about whether to trust it. */
export interface FoundSigner {
  readonly certificate: Certificate;
  readonly signature: 'verified' | 'wrong' | 'not-supported';
}

/**
 * Looks for the certificate that verifies a message's signature: the first of extraCerts, where RFC 9483, section 3.3,
 * wants it; then those of extraCerts and of `known` that senderKID and sender name. Undefined when there is none to try.
 * All of extraCerts is unprotected input, so how much of it is looked at is bounded.
 */
export async function findSigner(
  message: PKIMessage,
  known: readonly Certificate[],
  crypto: Pick<CryptoProvider, 'verify'>,
): Promise<FoundSigner | undefined> {
  const candidates = signerCandidates(message, known);
  let first: FoundSigner | undefined;
  for (const certificate of candidates) {
    const signature = await trySignature(message, certificate, crypto);
    if (signature === 'verified') return { certificate, signature };
    first ??= { certificate, signature };
  }
  return first;
}

/** The certificates of extraCerts that can be read, in order, at most {@link MAX_EXTRA_CERTS}. */
export function readExtraCerts(extraCerts: readonly Uint8Array[] | undefined): Certificate[] {
  return (extraCerts ?? []).slice(0, MAX_EXTRA_CERTS).flatMap((der) => {
    try {
      return [parseCertificate(der)];
    } catch (error) {
      if (error instanceof X509Error) return [];
      throw error;
    }
  });
}

function signerCandidates(message: PKIMessage, known: readonly Certificate[]): readonly Certificate[] {
  const header = message.header.value;
  const extraCerts = readExtraCerts(message.extraCerts);
  const pool = [...extraCerts, ...known];
  const byKey = pool.filter((certificate) => bearsKeyIdentifier(certificate, header));
  const byName = pool.filter((certificate) => bearsName(certificate, header));
  const ordered = [...extraCerts.slice(0, 1), ...byKey.filter((one) => byName.includes(one)), ...byKey, ...byName];
  return distinct(ordered).slice(0, MAX_CANDIDATES);
}

async function trySignature(
  message: PKIMessage,
  { subjectPublicKeyInfo }: Certificate,
  crypto: Pick<CryptoProvider, 'verify'>,
): Promise<FoundSigner['signature']> {
  const { protectionAlg } = message.header.value;
  if (protectionAlg === undefined || message.protection === undefined) return 'wrong';
  try {
    const fits = await crypto.verify(protectionAlg, subjectPublicKeyInfo, protectedPart(message), message.protection);
    return fits ? 'verified' : 'wrong';
  } catch (error) {
    if (error instanceof X509Error) return 'not-supported';
    throw error;
  }
}

function bearsKeyIdentifier(certificate: Certificate, { senderKID }: PKIHeader): boolean {
  const identifier = readSubjectKeyIdentifier(certificate);
  return senderKID !== undefined && identifier !== undefined && equalBytes(senderKID, identifier);
}

/** Undefined when there is none, or none that can be read. */
export function readSubjectKeyIdentifier(certificate: Certificate): Uint8Array | undefined {
  try {
    return subjectKeyIdentifier(certificate);
  } catch (error) {
    if (error instanceof X509Error) return undefined;
    throw error;
  }
}

function bearsName({ subject }: Certificate, { sender }: PKIHeader): boolean {
  return sender.type === 'directoryName' && matchNames(subject, sender.value);
}

function distinct(certificates: readonly Certificate[]): Certificate[] {
  return certificates.filter((one, index) => certificates.findIndex(({ der }) => equalBytes(one.der, der)) === index);
}

const MAX_EXTRA_CERTS = 50;

/** Each costs a verification. */
const MAX_CANDIDATES = 5;
