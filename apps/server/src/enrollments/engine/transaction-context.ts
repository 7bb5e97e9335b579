import {
  DEFAULT_MAC_LIMITS,
  type Expectations,
  type MacParameters,
  type PollingLimits,
  type Protector,
  type TransactionContext,
} from '@crypto-cmp/cmp';
import { type AdvancedSettings, type MessageMac, referenceIdToBytes } from '@crypto-cmp/policy';
import { type Certificate, encodeName, type HashName, parseCertificate, parseName, parsePem } from '@crypto-cmp/x509';
import { createSigner } from '@crypto-cmp/x509/node';

import { readChain } from '../../certificates/stored-chain.ts';
import { enrollmentSecretPlace, privateKeyPlace } from '../../sealing/sealed-places.ts';
import { limitsOf } from './enrollment-limits.ts';
import type { EnrollmentPlan } from './plan.ts';
import type { EnrollmentRow } from './queue.ts';
import type { Worker } from './worker.ts';

/** What a step of the CMP transaction needs beside its state. Opened anew for each step, and stored nowhere. */
export async function transactionContext(
  worker: Worker,
  row: EnrollmentRow,
  plan: EnrollmentPlan,
): Promise<TransactionContext> {
  return {
    crypto: worker.crypto,
    now: new Date(worker.now()),
    protector: await protectorOf(worker, row, plan),
    trustAnchors: trustAnchorsOf(plan),
    expectations: expectationsOf(plan, {
      minSeconds: leastPollSeconds(row),
      maxTotalSeconds: limitsOf(plan, worker.limits).waitingLimitSeconds,
    }),
  };
}

function expectationsOf({ policy, trustpoint }: EnrollmentPlan, polling: PollingLimits): Expectations {
  const { acceptance } = policy.advanced;
  const sender = acceptance.sender === '' ? trustpoint.recipientName : acceptance.sender;
  const { minIterations, maxIterations } = acceptance;
  return {
    // Many CAs sign every answer, EJBCA unless told otherwise. A signature that chains to what the administrator trusts
    // proves no less than the Secret. Anchors that have come under a Secret are no administrator's choice.
    ...(acceptance.signedAnswers && policy.trustAnchors.length > 0 && { protection: 'any' }),
    // Never a pkiconf: it would make an unconfirmed certificate look confirmed.
    ...(acceptance.unprotectedErrors && { acceptUnprotected: ['error', 'rejection'] }),
    ...(sender === '' ? {} : { sender: encodeName(parseName(sender)) }),
    acceptChangedNames: acceptance.changedNames,
    maxClockSkewSeconds: acceptance.clockSkewSeconds,
    macLimits: { ...DEFAULT_MAC_LIMITS, minIterations, maxIterations },
    polling,
  };
}

/**
 * Every message is kept for ever, and a CA may ask us to come back each second for a week: the longer it takes, the less
 * often we do.
 */
function leastPollSeconds({ messageCount }: EnrollmentRow): number {
  if (messageCount < 60) return 1;
  return messageCount < 300 ? 15 : 120;
}

/** Anchors that came under the secret (RFC 9810, section 5.3.2) stand in only where the policy names none. */
function trustAnchorsOf(plan: EnrollmentPlan): Certificate[] {
  const configured = plan.policy.trustAnchors.flatMap((pem) => parsePem(pem, 'CERTIFICATE'));
  const learned = plan.learnedTrustAnchors.map((text) => Buffer.from(text, 'base64'));
  return (configured.length > 0 ? configured : learned).map((der) => parseCertificate(der));
}

async function protectorOf(worker: Worker, row: EnrollmentRow, plan: EnrollmentPlan): Promise<Protector> {
  if (plan.signingCertificateId === null) {
    if (row.secretSealed === null) throw new Error(`enrollment ${row.id} has no secret`);
    return {
      kind: 'mac',
      secret: worker.sealer.open(enrollmentSecretPlace(row.id), row.secretSealed),
      referenceId: referenceIdToBytes(plan.trustpoint.referenceId),
      parameters: macParameters(plan.policy.advanced.protection),
    };
  }
  const { der, chain, keyId, privateKeySealed } = await worker.database
    .selectFrom('certificates')
    .innerJoin('keys', 'keys.id', 'certificates.keyId')
    .select(['certificates.der', 'certificates.chain', 'certificates.keyId', 'keys.privateKeySealed'])
    .where('certificates.id', '=', plan.signingCertificateId)
    .executeTakeFirstOrThrow();
  if (privateKeySealed === null) throw new Error(`the key of certificate ${plan.signingCertificateId} was destroyed`);
  return {
    kind: 'signature',
    signer: createSigner(worker.sealer.open(privateKeyPlace(keyId), privateKeySealed)),
    certificate: der,
    chain: readChain(chain).slice(0, -1),
  };
}

function macParameters({ kind, hash, mac, iterations, saltOctets }: AdvancedSettings['protection']): MacParameters {
  const algorithm = kind === 'pbm' ? 'passwordBasedMac' : 'pbmac1';
  return { algorithm, hash, macHash: MAC_HASHES[mac], iterations, saltLength: saltOctets };
}

/** KMAC is named by its SHAKE. */
const MAC_HASHES: Readonly<Record<MessageMac, HashName>> = {
  'hmac-sha1': 'sha1',
  'hmac-sha224': 'sha224',
  'hmac-sha256': 'sha256',
  'hmac-sha384': 'sha384',
  'hmac-sha512': 'sha512',
  kmac128: 'shake128',
  kmac256: 'shake256',
};
