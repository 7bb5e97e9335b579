import type { EnrolledCertificate } from '@crypto-cmp/cmp';
import { toHex } from '@crypto-cmp/der';
import { formatName, formatSerialNumber, parseCertificate } from '@crypto-cmp/x509';
import type { Transaction } from 'kysely';

import { noteIssuers } from '../../ca-certificates/note-ca-certificates.ts';
import { storeChain } from '../../certificates/stored-chain.ts';
import { serverAuthority } from '../../policies/server-url.ts';
import { readPolicySettings } from '../../policies/stored-settings.ts';
import type { Database } from '../../storage/database.ts';
import { newId } from '../../storage/new-id.ts';
import { lockTrustpoints } from '../../storage/take-turn.ts';
import { addHistory } from '../../trustpoints/history.ts';
import { trustpointSearchText } from '../../trustpoints/search-text.ts';
import { renewalFacts } from '../../renewal/renewal-facts.ts';
import { firstRenewalAt } from '../../renewal/renewal-times.ts';
import { toActorKind } from '../started-by.ts';
import { readPlan } from './plan.ts';
import type { EnrollmentChanges, EnrollmentRow } from './queue.ts';
import type { Worker } from './worker.ts';

/**
 * Saves a confirmed certificate as its trustpoint's current one. Certificate, key, trustpoint and the end of the
 * enrollment are one database transaction, so there is no moment at which one exists without the others.
 */
export async function finishSucceeded(
  worker: Worker,
  database: Transaction<Database>,
  row: EnrollmentRow,
  enrolled: EnrolledCertificate,
): Promise<EnrollmentChanges> {
  const now = worker.now();
  const certificate = parseCertificate(enrolled.certificate);
  const certificateId = newId(now);
  const serialNumber = formatSerialNumber(certificate.serialNumber).toLowerCase();
  const keyId = row.keyId ?? '';
  // The lead time of its policy may be changing at this moment.
  await lockTrustpoints(database, { id: row.trustpointId });

  await database
    .updateTable('certificates')
    .set({ replacedAt: now })
    .where('trustpointId', '=', row.trustpointId)
    .where('replacedAt', 'is', null)
    .execute();
  await database
    .insertInto('certificates')
    .values({
      id: certificateId,
      trustpointId: row.trustpointId,
      enrollmentId: row.id,
      keyId,
      der: enrolled.certificate,
      chain: storeChain([...enrolled.chain, enrolled.trustAnchor]),
      subject: formatName(certificate.subject),
      issuer: formatName(certificate.issuer),
      serialNumber,
      validFrom: certificate.notBefore.getTime(),
      validUntil: certificate.notAfter.getTime(),
      fingerprint: toHex(await worker.crypto.digest('sha256', enrolled.certificate)),
      savedAt: now,
    })
    .execute();

  const { name, subjectName, policySettings } = await database
    .selectFrom('trustpoints')
    .innerJoin('policies', 'policies.id', 'trustpoints.policyId')
    .select(['trustpoints.name', 'trustpoints.subjectName', 'policies.settings as policySettings'])
    .where('trustpoints.id', '=', row.trustpointId)
    .executeTakeFirstOrThrow();
  const renewal = renewalFacts(row.trustpointId, certificate, readPolicySettings(policySettings));
  await database
    .updateTable('trustpoints')
    .set({
      currentCertificateId: certificateId,
      validFrom: certificate.notBefore.getTime(),
      validUntil: certificate.notAfter.getTime(),
      renewFrom: renewal.renewFrom,
      overdueFrom: renewal.overdueFrom,
      renewAt: firstRenewalAt(renewal),
      revokedAt: null,
      searchText: trustpointSearchText(name, subjectName, serialNumber),
      lastFailure: null,
      lastFailureAt: null,
      lastFailureEnrollmentId: null,
      failureNeedsAction: 0,
    })
    .where('id', '=', row.trustpointId)
    .execute();
  await noteIssuers(database, row.trustpointId, [...enrolled.chain, enrolled.trustAnchor]);
  await destroyOldKeys(database, row.trustpointId, keyId, now);
  await addHistory(database, {
    trustpointId: row.trustpointId,
    at: now,
    kind: row.operation === 'renew' ? 'renewed' : 'enrolled',
    detail: describeExchange(row, now),
    by: toActorKind(row.startedBy),
    enrollmentId: row.id,
  });
  return {
    state: 'succeeded',
    certificateId,
    finishedAt: now,
    nextStepAt: null,
    outgoingNumber: null,
    secretSealed: null,
  };
}

/** The current key stays, and the newest {@link KEPT_KEYS} before it; of older ones only the public half is kept. */
async function destroyOldKeys(
  database: Transaction<Database>,
  trustpointId: string,
  currentKeyId: string,
  now: number,
): Promise<void> {
  await database
    .updateTable('keys')
    .set({ privateKeySealed: null, destroyedAt: now })
    .where('trustpointId', '=', trustpointId)
    .where('privateKeySealed', 'is not', null)
    .where('id', '!=', currentKeyId)
    .where('id', 'not in', (query) =>
      query
        .selectFrom('keys')
        .select('id')
        .where('trustpointId', '=', trustpointId)
        .where('privateKeySealed', 'is not', null)
        .where('id', '!=', currentKeyId)
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(KEPT_KEYS),
    )
    .execute();
}

/** Such as `kur to ca1.example.net:8080, 1.9 s`. */
function describeExchange(row: EnrollmentRow, now: number): string {
  const { servers, fallback } = readPlan(row.plan ?? '');
  const server = servers[row.serverIndex];
  const seconds = ((now - row.createdAt) / 1000).toFixed(1);
  const request = fallback === undefined ? row.requestType : `kur refused, then ${row.requestType}`;
  return `${request ?? ''} to ${server === undefined ? '' : serverAuthority(server)}, ${seconds} s`;
}

const KEPT_KEYS = 5;
