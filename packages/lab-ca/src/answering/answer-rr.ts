import type { CertTemplate, RevReqContent } from '@crypto-cmp/cmp';
import { encode, equalBytes, fromHex, toHex } from '@crypto-cmp/der';
import { type Certificate, matchNames, parseCertificate, SubjectPublicKeyInfo } from '@crypto-cmp/x509';

import type { Lab } from '../lab.ts';
import { isRegistrationAuthority, ownerOf, type SignatureRequester } from '../receiving/requester.ts';
import { Refusal } from '../refusal.ts';
import type { CertificateRecord } from '../store/records.ts';
import { type Answer, ENDED, type Exchange } from './answer.ts';
import { CERTIFICATE_HOLD, readReason, REMOVE_FROM_CRL } from './read-reason.ts';
import { requireInUse } from './require-in-use.ts';
import { ACCEPTED } from './status-info.ts';

/**
 * Revokes a certificate: RFC 9483, sections 4.2 and 5.1.3.
 *
 * @throws Refusal
 */
export async function answerRr(exchange: Exchange, content: RevReqContent): Promise<Answer> {
  const { lab, conduct } = exchange;
  const [details, another] = content;
  if (details === undefined || another !== undefined) {
    throw new Refusal('badRequest', `${content.length} certificates are to be revoked, expected one`);
  }
  const record = findRevoked(exchange, details.certDetails);
  const reason = readReason(details.crlEntryDetails, conduct);
  const certificate = parseCertificate(fromHex(record.certificate));
  checkDetails(details.certDetails, certificate);
  if (certificate.notAfter < lab.clock()) throw new Refusal('certRevoked', 'the certificate has expired');
  if (reason === REMOVE_FROM_CRL) requireOnHold(record);
  // One that is not confirmed yet can be given up as well: its answer may be lost.
  else if (record.status.name !== 'unconfirmed') requireInUse(record, lab);
  await lab.register.save({
    ...record,
    status: reason === REMOVE_FROM_CRL ? { name: 'valid' } : { name: 'revoked', at: lab.clock().toISOString(), reason },
  });
  return { body: { type: 'rp', value: { status: [ACCEPTED] } }, stage: ENDED };
}

/** A certificate of ours, which the sender may revoke. */
function findRevoked({ requester, lab, conduct }: Exchange, { issuer, serialNumber }: CertTemplate): CertificateRecord {
  if (conduct.lightweight && requester.kind === 'mac') {
    throw new Refusal('wrongIntegrity', 'rr under a MAC (RFC 9483, section 4.2)');
  }
  if (issuer === undefined || serialNumber === undefined) {
    throw new Refusal('addInfoNotAvailable', 'certDetails lacks issuer or serialNumber');
  }
  const isOurs = matchNames(issuer, lab.authority.issuing.certificate.subject);
  const record = isOurs ? lab.register.certificate(toHex(serialNumber)) : undefined;
  if (record === undefined) throw new Refusal('badCertId', 'this CA has issued no such certificate');
  // Under a MAC: whoever has the secret may revoke what was enrolled with it, for instance when the key is lost.
  const mayRevoke =
    requester.kind === 'mac'
      ? record.owner === ownerOf(requester)
      : requester.own?.serialNumber === record.serialNumber || speaksForOthers(requester, lab);
  if (!mayRevoke) throw new Refusal('notAuthorized', 'a certificate is revoked by its own key, or by its secret');
  return record;
}

/** RFC 9483, section 5.3.2: a registration authority revokes for those who lost their key. */
function speaksForOthers(requester: SignatureRequester, lab: Lab): boolean {
  if (!isRegistrationAuthority(requester)) return false;
  if (requester.own !== undefined) requireInUse(requester.own, lab);
  return true;
}

/** RFC 9483, section 4.2: further fields are not needed, and must not contradict. */
function checkDetails({ version, subject, publicKey }: CertTemplate, certificate: Certificate): void {
  const fits =
    (version === undefined || version === 2) &&
    (subject === undefined || matchNames(subject, certificate.subject)) &&
    (publicKey === undefined || equalBytes(encode(SubjectPublicKeyInfo, publicKey), certificate.subjectPublicKeyInfo));
  if (!fits) throw new Refusal('badCertId', 'certDetails says other things than the certificate');
}

function requireOnHold({ status }: CertificateRecord): void {
  if (status.name === 'revoked' && status.reason === CERTIFICATE_HOLD) return;
  throw new Refusal('badCertId', 'the certificate is not on hold');
}
