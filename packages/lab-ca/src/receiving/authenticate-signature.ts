import { findSigner, type PKIHeader, type PKIMessage } from '@crypto-cmp/cmp';
import { equalBytes, fromHex, toHex } from '@crypto-cmp/der';
import {
  type Certificate,
  formatName,
  keyUsage,
  matchNames,
  parseCertificate,
  subjectKeyIdentifier,
  validatePath,
  X509Error,
} from '@crypto-cmp/x509';

import type { Conduct } from '../conduct.ts';
import type { Lab } from '../lab.ts';
import { Refusal } from '../refusal.ts';
import type { CertificateRecord, TransactionRecord } from '../store/records.ts';
import type { SignatureRequester } from './requester.ts';

/** RFC 9810, section 5.1.3.3; RFC 9483, section 3.5. Whether the certificate is still good is for the operation to ask. */
export async function authenticateSignature(
  message: PKIMessage,
  transaction: TransactionRecord | undefined,
  { lightweight }: Conduct,
  lab: Lab,
): Promise<SignatureRequester> {
  try {
    const certificate = await findSignerCertificate(message, transaction, lab);
    checkSender(message.header.value, certificate, lightweight);
    if (keyUsage(certificate)?.has('digitalSignature') === false) {
      throw new Refusal('badMessageCheck', "the signer's certificate is not for signing messages (keyUsage)");
    }
    return await findHolder(message, certificate, lab);
  } catch (cause) {
    if (cause instanceof X509Error) throw new Refusal('badMessageCheck', `the signer's ${cause.message}`, { cause });
    throw cause;
  }
}

/** Who holds the key of a certificate, once its path is found: a requester of this CA, or of another PKI. */
export async function findHolder(
  message: PKIMessage,
  certificate: Certificate,
  lab: Lab,
): Promise<Pick<SignatureRequester, 'kind' | 'certificate' | 'own'>> {
  const anchor = await findAnchor(message, certificate, lab);
  if (!equalBytes(anchor.der, lab.authority.root.certificate.der)) return { kind: 'signature', certificate };
  return { kind: 'signature', certificate, own: findRecord(certificate, lab) };
}

async function findSignerCertificate(
  message: PKIMessage,
  transaction: TransactionRecord | undefined,
  { crypto }: Lab,
): Promise<Certificate> {
  // RFC 9483, section 3.3: later messages may leave the certificate out.
  const known =
    transaction?.credential.kind === 'signature' ? [parseCertificate(fromHex(transaction.credential.certificate))] : [];
  const found = await findSigner(message, known, crypto);
  if (found === undefined) throw new Refusal('badMessageCheck', "the signer's certificate is not in extraCerts");
  switch (found.signature) {
    case 'verified':
      return found.certificate;
    case 'wrong':
      throw new Refusal('badMessageCheck', 'the signature does not fit the message and the certificate in extraCerts');
    case 'not-supported':
      throw new Refusal('badAlg', 'this key and signature algorithm are not supported together');
  }
}

/** RFC 9483, section 3.1: sender and senderKID are those of the signer's certificate. */
export function checkSender({ sender, senderKID }: PKIHeader, certificate: Certificate, lightweight: boolean): void {
  if (sender.type !== 'directoryName' || !matchNames(sender.value, certificate.subject)) {
    throw new Refusal('badMessageCheck', `the sender is not the signer, ${formatName(certificate.subject)}`);
  }
  const identifier = subjectKeyIdentifier(certificate);
  if (identifier === undefined) return;
  if (senderKID === undefined) {
    if (lightweight) throw new Refusal('badMessageCheck', 'senderKID is missing (RFC 9483, section 3.1)');
    return;
  }
  if (!equalBytes(senderKID, identifier)) {
    throw new Refusal('badMessageCheck', "senderKID is not the key identifier of the signer's certificate");
  }
}

async function findAnchor(message: PKIMessage, target: Certificate, lab: Lab): Promise<Certificate> {
  const { root, issuing } = lab.authority;
  const verdict = await validatePath({
    target,
    intermediates: [issuing.certificate, ...readCertificates(message.extraCerts)],
    trustAnchors: [root.certificate, ...lab.trustedIssuers],
    at: lab.clock(),
    crypto: lab.crypto,
  });
  if (!verdict.valid) throw new Refusal('signerNotTrusted', verdict.message);
  return verdict.path.at(-1) ?? target;
}

function findRecord(certificate: Certificate, { register }: Lab): CertificateRecord {
  const record = register.certificate(toHex(certificate.serialNumber));
  if (record !== undefined && equalBytes(fromHex(record.certificate), certificate.der)) return record;
  throw new Refusal('signerNotTrusted', 'this CA has not issued that certificate to a requester');
}

/** All of extraCerts is unprotected input: how much of it is looked at is bounded. */
function readCertificates(extraCerts: readonly Uint8Array[] = []): Certificate[] {
  return extraCerts.slice(0, MAX_EXTRA_CERTS).flatMap((der) => {
    try {
      return [parseCertificate(der)];
    } catch (error) {
      if (error instanceof X509Error) return [];
      throw error;
    }
  });
}

const MAX_EXTRA_CERTS = 20;
