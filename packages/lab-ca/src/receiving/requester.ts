import { equalBytes, fromHex, toHex } from '@crypto-cmp/der';
import type { MacScheme } from '@crypto-cmp/cmp';
import { type Certificate, extendedKeyUsage, KEY_PURPOSES } from '@crypto-cmp/x509';

import type { SharedSecret } from '../lab.ts';
import type { CertificateRecord, CredentialRecord } from '../store/records.ts';

/** Who sent a message, proven. Whoever holds the KEM key of a certificate counts as its signer. */
export type Requester = MacRequester | SignatureRequester;

export interface MacRequester {
  readonly kind: 'mac';
  readonly shared: SharedSecret;
  /** As the requester chose it: answers use the same (RFC 9483, section 4.1.5). */
  readonly scheme: MacScheme;
}

export interface SignatureRequester {
  readonly kind: 'signature';
  readonly certificate: Certificate;
  /** Absent for a certificate of another PKI. */
  readonly own?: CertificateRecord;
  /** Where the key is a KEM key, which cannot sign. */
  readonly kemSecret?: Uint8Array;
}

/** Whether its certificate says that it speaks for others: RFC 9810, section 4.5; RFC 9483, section 5.2.3.2. */
export function isRegistrationAuthority(requester: Requester): boolean {
  return requester.kind === 'signature' && extendedKeyUsage(requester.certificate)?.has(KEY_PURPOSES.cmcRA) === true;
}

export function toCredentialRecord(requester: Requester): CredentialRecord {
  return requester.kind === 'mac'
    ? { kind: 'mac', referenceId: toHex(requester.shared.referenceId) }
    : {
        kind: 'signature',
        certificate: toHex(requester.certificate.der),
        ...(requester.kemSecret !== undefined && { kemSecret: toHex(requester.kemSecret) }),
      };
}

/** Whether it is the one who began the transaction. */
export function isSameCredential(requester: Requester, record: CredentialRecord): boolean {
  return requester.kind === 'mac'
    ? record.kind === 'mac' && equalBytes(requester.shared.referenceId, fromHex(record.referenceId))
    : record.kind === 'signature' && equalBytes(requester.certificate.der, fromHex(record.certificate));
}

/** Whose certificates it may have: see {@link CertificateRecord.owner}. */
export function ownerOf(requester: Requester): string {
  if (requester.kind === 'mac') return `reference ${toHex(requester.shared.referenceId)}`;
  const { certificate, own } = requester;
  return own?.owner ?? `certificate ${toHex(certificate.serialNumber)} of ${toHex(certificate.issuer)}`;
}
