import { CertId, CONTROL_TYPES, type PKIBody } from '@crypto-cmp/cmp';
import { decode, DerError, fromHex, toHex } from '@crypto-cmp/der';
import { matchNames, parseCertificate } from '@crypto-cmp/x509';

import { ownerOf } from '../receiving/requester.ts';
import { Refusal } from '../refusal.ts';
import type { CertificateRecord } from '../store/records.ts';
import type { Exchange } from './answer.ts';
import type { EnrollmentBody } from './enrollment-body.ts';
import { isUpdated } from './link-successor.ts';
import { requireInUse } from './require-in-use.ts';

/**
 * Whether this requester may ask for that; for a kur, about which certificate.
 *
 * @throws Refusal
 */
export function authorizeEnrollment(exchange: Exchange, body: EnrollmentBody): CertificateRecord | undefined {
  const { requester, lab } = exchange;
  if (body.type === 'kur') return findUpdated(exchange, body);
  if (requester.kind === 'mac') return undefined;
  if (requester.own === undefined) {
    // RFC 9483, section 4.1.2: cr is for those who have a certificate of this PKI.
    if (body.type === 'cr') throw new Refusal('notAuthorized', 'cr needs a certificate of this CA: ask by ir');
    return undefined;
  }
  if (isUpdated(requester.own, lab))
    throw new Refusal('certRevoked', "the signer's certificate has been updated already");
  return undefined;
}

/** RFC 9483, section 4.1.3. */
function findUpdated(exchange: Exchange, body: Extract<PKIBody, { type: 'kur' }>): CertificateRecord {
  const { requester, lab } = exchange;
  const oldCertID = readOldCertID(body);
  const record = requester.kind === 'mac' ? findByReference(exchange, oldCertID) : requester.own;
  if (record === undefined) throw new Refusal('badCertId', 'the certificate to be updated is not one of this CA');
  if (oldCertID !== undefined && !names(oldCertID, record, exchange)) {
    throw new Refusal('badCertId', "oldCertID does not name the signer's certificate");
  }
  requireInUse(record, lab);
  if (isUpdated(record, lab)) throw new Refusal('certRevoked', 'the certificate has been updated already');
  if (parseCertificate(fromHex(record.certificate)).notAfter < lab.clock()) {
    throw new Refusal('certRevoked', 'the certificate to be updated has expired');
  }
  return record;
}

/**
 * RFC 9810 leaves room for a kur under a MAC, and OpenSSL sends one; RFC 9483, section 4.1.3, rules it out. Whoever has
 * the secret may update what was enrolled with it, and nothing else.
 */
function findByReference(exchange: Exchange, oldCertID: CertId | undefined): CertificateRecord | undefined {
  const { requester, lab, conduct } = exchange;
  if (conduct.lightweight) throw new Refusal('wrongIntegrity', 'kur under a MAC (RFC 9483, section 4.1.3)');
  if (oldCertID === undefined) throw new Refusal('badCertId', 'kur under a MAC needs an oldCertID');
  const record = lab.register.certificate(toHex(oldCertID.serialNumber));
  return record?.owner === ownerOf(requester) ? record : undefined;
}

function names({ issuer, serialNumber }: CertId, record: CertificateRecord, { lab }: Exchange): boolean {
  return (
    issuer.type === 'directoryName' &&
    matchNames(issuer.value, lab.authority.issuing.certificate.subject) &&
    toHex(serialNumber) === record.serialNumber
  );
}

function readOldCertID({ value: [message] }: Extract<PKIBody, { type: 'kur' }>): CertId | undefined {
  const control = message?.certReq.value.controls?.find(({ type }) => type === CONTROL_TYPES.oldCertID.oid);
  if (control === undefined) return undefined;
  try {
    return decode(CertId, control.value);
  } catch (cause) {
    if (cause instanceof DerError) throw new Refusal('badDataFormat', `oldCertID: ${cause.message}`, { cause });
    throw cause;
  }
}
