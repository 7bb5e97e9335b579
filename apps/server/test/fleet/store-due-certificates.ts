import { X509Certificate } from 'node:crypto';

import { parseCertificate } from '@crypto-cmp/x509';
import type { Insertable, Kysely } from 'kysely';

import { storeChain } from '../../src/certificates/stored-chain.ts';
import { readPolicySettings } from '../../src/policies/stored-settings.ts';
import { renewalFacts } from '../../src/renewal/renewal-facts.ts';
import { privateKeyPlace } from '../../src/sealing/sealed-places.ts';
import type { Sealer } from '../../src/sealing/sealer.ts';
import type { CertificateTable, Database, EnrollmentTable, KeyTable } from '../../src/storage/database.ts';
import { newId } from '../../src/storage/new-id.ts';
import type { DueCertificate } from './issue-due-certificates.ts';

/** Gives each trustpoint the certificate that was issued for it, with its key, and makes its renewal due now. */
export async function storeDueCertificates(
  database: Kysely<Database>,
  sealer: Sealer,
  certificates: ReadonlyMap<string, DueCertificate>,
): Promise<void> {
  const now = Date.now();
  const trustpoints = await database
    .selectFrom('trustpoints')
    .innerJoin('policies', 'policies.id', 'trustpoints.policyId')
    .select(['trustpoints.id', 'trustpoints.name', 'policyId', 'policies.name as policyName', 'policies.settings'])
    .execute();
  await database.transaction().execute(async (transaction) => {
    for (const { id, name, policyId, policyName, settings } of trustpoints) {
      const due = certificates.get(name);
      if (due === undefined) throw new Error(`expected a certificate for ${name}`);
      const rows = rowsOf({ trustpointId: id, trustpointName: name, policyId, policyName }, due, sealer);
      await transaction.insertInto('enrollments').values(rows.enrollment).execute();
      await transaction.insertInto('keys').values(rows.key).execute();
      await transaction.insertInto('certificates').values(rows.certificate).execute();
      const { renewFrom, overdueFrom } = renewalFacts(
        id,
        parseCertificate(due.enrolled.certificate),
        readPolicySettings(settings),
      );
      const { id: currentCertificateId, validFrom, validUntil } = rows.certificate;
      const times = { validFrom, validUntil, renewFrom, overdueFrom, renewAt: now };
      await transaction
        .updateTable('trustpoints')
        .set({ currentCertificateId, ...times })
        .where('id', '=', id)
        .execute();
    }
  });
}

type Names = Pick<Insertable<EnrollmentTable>, 'trustpointId' | 'trustpointName' | 'policyId' | 'policyName'>;

function rowsOf(names: Names, { enrolled, publicKey, privateKey }: DueCertificate, sealer: Sealer) {
  const certificate = new X509Certificate(enrolled.certificate);
  const at = certificate.validFromDate.getTime();
  const [enrollmentId, keyId, certificateId] = [newId(at), newId(at), newId(at)];
  const enrollment: Insertable<EnrollmentTable> = {
    ...names,
    id: enrollmentId,
    searchText: names.trustpointName,
    operation: 'enroll',
    startedBy: 'administrator',
    state: 'succeeded',
    createdAt: at,
    finishedAt: at,
    deadlineAt: at,
    faults: 0,
    resumes: 0,
    messageCount: 0,
    hasPlace: 0,
    serverIndex: 0,
    certificateId,
    keyId,
  };
  const key: Insertable<KeyTable> = {
    id: keyId,
    trustpointId: names.trustpointId,
    enrollmentId,
    keyType: 'ec-p256',
    publicKey,
    privateKeySealed: sealer.seal(privateKeyPlace(keyId), privateKey),
    createdAt: at,
    destroyedAt: null,
  };
  const row: Insertable<CertificateTable> = {
    id: certificateId,
    trustpointId: names.trustpointId,
    enrollmentId,
    keyId,
    der: enrolled.certificate,
    chain: storeChain([...enrolled.chain, enrolled.trustAnchor]),
    subject: certificate.subject,
    issuer: certificate.issuer,
    serialNumber: certificate.serialNumber.toLowerCase(),
    validFrom: at,
    validUntil: certificate.validToDate.getTime(),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    savedAt: at,
    replacedAt: null,
  };
  return { enrollment, key, certificate: row };
}
