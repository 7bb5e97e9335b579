import { type CertConfirmContent, type CertStatus, PKI_STATUS, type PKIStatusInfo } from '@crypto-cmp/cmp';
import { equalBytes, fromHex } from '@crypto-cmp/der';
import { type HashName, hashNameOf, parseCertificate, signatureHash, X509Error } from '@crypto-cmp/x509';

import { Refusal } from '../refusal.ts';
import type { CertificateRecord, TransactionStage } from '../store/records.ts';
import { statusAt } from '../store/register.ts';
import type { Answer, Exchange } from './answer.ts';

/**
 * RFC 9810, section 5.3.18; RFC 9483, section 5.1.2.
 *
 * @throws Refusal
 */
export async function answerCertConf(exchange: Exchange, content: CertConfirmContent): Promise<Answer> {
  const { lab, transaction } = exchange;
  const { stage, certReqId, record } = findIssued(exchange, transaction?.stage);
  const isAccepted = await readVerdict(exchange, content, certReqId, record);
  if (stage.name === 'ended') throw new Refusal('certConfirmed', 'this certificate was confirmed or rejected before');
  const status = statusAt(record, lab.clock());
  if (status.name === 'unconfirmed') {
    await lab.register.save({ ...record, status: isAccepted ? { name: 'valid' } : { name: 'rejected' } });
  } else if (isAccepted && status.name !== 'valid') {
    throw new Refusal('certRevoked', 'the confirmation came too late: the certificate has been given up');
  }
  return {
    body: { type: 'pkiconf', value: null },
    stage: { name: 'ended', certReqId, serialNumber: record.serialNumber },
  };
}

interface Issued {
  readonly stage: TransactionStage;
  readonly certReqId: number;
  readonly record: CertificateRecord;
}

function findIssued({ lab }: Exchange, stage: TransactionStage | undefined): Issued {
  if (stage === undefined || stage.name === 'waiting' || stage.name === 'agreed' || stage.serialNumber === undefined) {
    throw new Refusal('badRequest', 'there is nothing to confirm in this transaction');
  }
  const record = lab.register.certificate(stage.serialNumber);
  if (record === undefined || stage.certReqId === undefined) throw new Refusal('badCertId', 'the certificate is gone');
  return { stage, certReqId: stage.certReqId, record };
}

/** Whether the certificate is accepted, once it is sure that this one is meant. */
async function readVerdict(
  exchange: Exchange,
  content: CertConfirmContent,
  certReqId: number,
  record: CertificateRecord,
): Promise<boolean> {
  const [status, another] = content;
  // RFC 9810, section 5.3.18: none at all rejects everything. RFC 9483, section 5.1.2, wants exactly one.
  if (status === undefined && !exchange.conduct.lightweight) return false;
  if (status === undefined || another !== undefined) {
    throw new Refusal('badRequest', `${content.length} certificates are confirmed, expected one`);
  }
  if (status.certReqId !== certReqId) {
    throw new Refusal('badRequest', `certReqId ${status.certReqId}, expected ${certReqId}`);
  }
  await checkCertHash(exchange, status, fromHex(record.certificate));
  return isAcceptance(status.statusInfo);
}

/** RFC 9481, section 3.3: the hash of the signature algorithm; another one only by hashAlg, which needs version 3. */
async function checkCertHash({ lab, message }: Exchange, status: CertStatus, certificate: Uint8Array): Promise<void> {
  const expected = await lab.crypto.digest(hashOf(status, message.header.value.pvno, certificate), certificate);
  if (equalBytes(expected, status.certHash)) return;
  throw new Refusal('badCertId', 'certHash is not that of the certificate issued in this transaction');
}

function hashOf({ hashAlg }: CertStatus, pvno: number, certificate: Uint8Array): HashName {
  if (hashAlg === undefined) return impliedHash(certificate);
  if (pvno < 3) throw new Refusal('badCertId', 'hashAlg needs pvno 3 (RFC 9810, section 7)');
  const hash = hashNameOf(hashAlg.algorithm);
  if (hash === undefined) throw new Refusal('badAlg', `hash algorithm ${hashAlg.algorithm} is not supported`);
  return hash;
}

/** RFC 9810, section 5.3.18: none for ML-DSA, where hashAlg has to name one. */
function impliedHash(certificate: Uint8Array): HashName {
  try {
    return signatureHash(parseCertificate(certificate).signatureAlgorithm);
  } catch (cause) {
    if (!(cause instanceof X509Error)) throw cause;
    throw new Refusal('badCertId', `hashAlg is missing: ${cause.message}`, { cause });
  }
}

function isAcceptance({ status, failInfo = [] }: PKIStatusInfo = { status: PKI_STATUS.accepted }): boolean {
  if (status === PKI_STATUS.rejection) return false;
  if (status !== PKI_STATUS.accepted) throw new Refusal('badRequest', `status ${status} confirms nothing`);
  if (failInfo.length > 0) throw new Refusal('badRequest', 'accepted, yet with a failInfo');
  return true;
}
