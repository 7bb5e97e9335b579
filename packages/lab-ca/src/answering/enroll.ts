import { INFO_TYPES, type InfoTypeAndValue, PKI_STATUS, type PKIStatusInfo } from '@crypto-cmp/cmp';
import { encode, toHex } from '@crypto-cmp/der';
import { createCertificate } from '@crypto-cmp/x509';

import { bridgesOf } from '../authority/authority.ts';
import { planCertificate, type CertificatePlan, type Grants } from '../issuing/plan-certificate.ts';
import { readCertReqMsg, readPkcs10, type CertificateWish } from '../issuing/certificate-wish.ts';
import { isRegistrationAuthority, ownerOf } from '../receiving/requester.ts';
import { Refusal } from '../refusal.ts';
import type { CertificateRecord } from '../store/records.ts';
import type { Answer, Exchange } from './answer.ts';
import { authorizeEnrollment } from './authorize-enrollment.ts';
import { ANSWER_TYPES, certReqIdOf, type EnrollmentBody } from './enrollment-body.ts';
import { grantCertificate } from './grant-certificate.ts';
import { linkSuccessor } from './link-successor.ts';
import { profileOf } from './profile-of.ts';
import { keyTarget } from './sealing-target.ts';

/**
 * Issues what ir, cr, kur or p10cr asks for: RFC 9483, sections 4.1.1 to 4.1.4.
 *
 * @throws Refusal
 */
export async function enroll(exchange: Exchange, body: EnrollmentBody): Promise<Answer> {
  const { lab, requester, conduct } = exchange;
  const { plan, wish, updates } = await prepare(exchange, body);
  const fields = (await conduct.fault?.certificate?.(plan.fields, exchange)) ?? plan.fields;
  const certificate = await createCertificate(fields);
  // Before it is in the register: it may turn out that there is no way to send it.
  const certifiedKeyPair = await grantCertificate(exchange, body, wish, certificate);
  const serialNumber = toHex(fields.serialNumber);
  // RFC 9810, section 5.2.8.3.2: who confirms an encrypted certificate proves possession by that, and else nobody does.
  const isProven = wish.proof === 'given';
  const isConfirmed = isProven && conduct.grantsImplicitConfirm && asksForImplicitConfirm(exchange);
  const confirmBy = new Date(lab.clock().getTime() + lab.confirmWaitSeconds * 1000);
  const record: CertificateRecord = {
    type: 'certificate',
    serialNumber,
    certificate: toHex(certificate),
    owner: updates?.owner ?? ownerOf(requester),
    status: isConfirmed ? { name: 'valid' } : { name: 'unconfirmed', confirmBy: confirmBy.toISOString() },
  };
  await lab.register.save(record, ...linkSuccessor(updates, record, lab));

  const certReqId = certReqIdOf(body);
  const certificates = lab.authority;
  return {
    body: {
      type: ANSWER_TYPES[body.type],
      value: {
        ...(mayCarryCaPubs(exchange, body) && { caPubs: [certificates.root.certificate.der] }),
        response: [
          {
            certReqId,
            status: grant(plan),
            certifiedKeyPair,
          },
        ],
      },
    },
    generalInfo: [isConfirmed ? IMPLICIT_CONFIRM : confirmWaitTime(confirmBy)],
    // RFC 9483, section 3.3: the chain of the certificate, without the anchor.
    extraCerts: [certificates.issuing.certificate.der, ...bridgesOf(certificates)],
    stage: { name: isConfirmed ? 'ended' : 'confirming', certReqId, serialNumber },
  };
}

/** Whether {@link enroll} would issue: asked before a request is put off. */
export async function checkEnrollment(exchange: Exchange, body: EnrollmentBody): Promise<void> {
  await prepare(exchange, body);
}

interface Preparation {
  readonly plan: CertificatePlan;
  readonly wish: CertificateWish;
  /** The certificate that a kur is about. */
  readonly updates: CertificateRecord | undefined;
}

async function prepare(exchange: Exchange, body: EnrollmentBody): Promise<Preparation> {
  const { lab } = exchange;
  const updates = authorizeEnrollment(exchange, body);
  const wish = await readWish(exchange, body);
  // Before anything is issued: whether there is a way to send it.
  if (wish.centralKey !== undefined) await keyTarget(exchange, body);
  const plan = await planCertificate(wish, lab, grantsOf(exchange));
  return { plan, wish, updates };
}

function grantsOf(exchange: Exchange): Grants {
  const profile = profileOf(exchange);
  return { registrationAuthorities: exchange.conduct.certifiesAuthorities === true, ...(profile && { profile }) };
}

async function readWish({ lab, requester }: Exchange, body: EnrollmentBody): Promise<CertificateWish> {
  if (body.type === 'p10cr') return readPkcs10(body.value, lab.crypto);
  const [message, another] = body.value;
  // RFC 9483, section 4.1.1.
  if (message === undefined || another !== undefined) {
    throw new Refusal('badRequest', `${body.value.length} certificates are asked for, expected one`);
  }
  const { certReqId } = message.certReq.value;
  if (certReqId !== 0) throw new Refusal('badRequest', `certReqId ${certReqId}, expected 0`);
  // RFC 9483, section 5.2.3: an update is signed by the certificate that it is about, and passed on as it is.
  const isVouchedFor = body.type !== 'kur' && isRegistrationAuthority(requester);
  return readCertReqMsg(message, lab.crypto, isVouchedFor);
}

function grant({ modifications }: CertificatePlan): PKIStatusInfo {
  return modifications.length === 0
    ? { status: PKI_STATUS.accepted }
    : { status: PKI_STATUS.grantedWithMods, statusString: modifications };
}

/** Only a MAC makes them trustworthy, and cp to cr, and kup, never have them (RFC 9483, sections 4.1.2 and 4.1.3). */
function mayCarryCaPubs({ requester }: Exchange, { type }: EnrollmentBody): boolean {
  return requester.kind === 'mac' && (type === 'ir' || type === 'p10cr');
}

function asksForImplicitConfirm({ message }: Exchange): boolean {
  return (message.header.value.generalInfo ?? []).some(({ infoType }) => infoType === IMPLICIT_CONFIRM.infoType);
}

const IMPLICIT_CONFIRM: InfoTypeAndValue = {
  infoType: INFO_TYPES.implicitConfirm.oid,
  infoValue: encode(INFO_TYPES.implicitConfirm.value, null),
};

/** RFC 9810, section 5.1.1.2. */
function confirmWaitTime(time: Date): InfoTypeAndValue {
  const { oid, value } = INFO_TYPES.confirmWaitTime;
  const wholeSeconds = new Date(Math.floor(time.getTime() / 1000) * 1000);
  return { infoType: oid, infoValue: encode(value, wholeSeconds) };
}
