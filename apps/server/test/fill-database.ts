import { type Insertable, type Kysely, sql } from 'kysely';

import type { CertificateTable, Database, EnrollmentTable, TrustpointTable } from '../src/storage/database.ts';

/** How many trustpoints of each kind a filled database has. */
export interface Filling {
  readonly policies: number;
  readonly trustpointsPerPolicy: number;
}

/**
 * Writes many policies and trustpoints straight into a database, as if they had been enrolled: enough to see what a list
 * does with thousands of rows. States go round: valid, due, overdue, expired, empty, empty after a failure, revoked.
 */
export async function fillDatabase(
  database: Kysely<Database>,
  { policies, trustpointsPerPolicy }: Filling,
  now: number,
): Promise<void> {
  const numbers = Array.from({ length: policies }, (_, p) => p);
  await database.transaction().execute(async (transaction) => {
    await inBatches(
      numbers.map((p) => policyRow(p, trustpointsPerPolicy, now)),
      async (rows) => await transaction.insertInto('policies').values(rows).execute(),
    );
    await inBatches(
      numbers.map((p) => ({ policyId: `policy-${p}`, ...SERVER })),
      async (rows) => await transaction.insertInto('policyServers').values(rows).execute(),
    );
    const rows = numbers.flatMap((p) =>
      Array.from({ length: trustpointsPerPolicy }, (_, t) => rowsOf(p, t, p * trustpointsPerPolicy + t, now)),
    );
    await inBatches(
      rows.map(({ trustpoint }) => trustpoint),
      async (some) => await transaction.insertInto('trustpoints').values(some).execute(),
    );
    await inBatches(
      rows.map(({ enrollment }) => enrollment),
      async (some) => await transaction.insertInto('enrollments').values(some).execute(),
    );
    await inBatches(
      rows.flatMap(({ certificate }) => certificate ?? []),
      async (some) => await transaction.insertInto('certificates').values(some).execute(),
    );
  });
  await sql`analyze`.execute(database);
}

async function inBatches<Row>(rows: readonly Row[], insert: (rows: readonly Row[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) await insert(rows.slice(start, start + BATCH));
}

function policyRow(p: number, trustpointCount: number, now: number) {
  const id = `policy-${p}`;
  const names = Array.from({ length: trustpointCount }, (_, t) => `tp-${p}-${t}`);
  return {
    id,
    name: id,
    nameKey: id,
    description: '',
    settings: SETTINGS,
    searchText: [id, ...names].join('\n'),
    trustpointCount,
    version: 1,
    createdAt: now,
    updatedAt: now + p,
  };
}

function rowsOf(p: number, t: number, index: number, now: number) {
  const name = `tp-${p}-${t}`;
  const id = `trustpoint-${p}-${t}`;
  const policyId = `policy-${p}`;
  const serial = index.toString(16).padStart(12, '0');
  // Spread over the state, so that no two rows are quite the same.
  const spread = ((p * 31 + t * 7) % 997) * 60_000;
  const kind = (p + t) % 7;
  const daysLeft = { 0: 100, 1: 12, 2: 3, 3: -2, 6: 50 }[kind];
  const validUntil = daysLeft === undefined ? null : now + daysLeft * DAY + spread;
  const isFailed = kind === 5;
  const trustpoint: Insertable<TrustpointTable> = {
    id,
    policyId,
    position: t,
    name,
    nameKey: name,
    subjectName: `CN=${name},O=Example`,
    settings: DETAILS,
    searchText: `${name}\ncn=${name}\n${serial}`,
    secretSealed: null,
    secretSetAt: null,
    currentCertificateId: validUntil === null ? null : `certificate-${serial}`,
    validFrom: validUntil === null ? null : validUntil - 120 * DAY,
    validUntil,
    renewFrom: validUntil === null ? null : validUntil - 14 * DAY,
    overdueFrom: validUntil === null ? null : validUntil - 7 * DAY,
    renewAt: null,
    revokedAt: kind === 6 ? now : null,
    lastFailure: isFailed ? FAILURE : null,
    lastFailureAt: isFailed ? now : null,
    lastFailureEnrollmentId: isFailed ? `enrollment-${serial}` : null,
    failureNeedsAction: isFailed ? 1 : 0,
    createdAt: now,
    updatedAt: now,
  };
  const enrollment: Insertable<EnrollmentTable> = {
    id: `enrollment-${serial}`,
    trustpointId: id,
    trustpointName: name,
    policyId,
    policyName: policyId,
    searchText: `${name}\n${policyId}`,
    operation: 'enroll',
    startedBy: 'administrator',
    state: 'succeeded',
    createdAt: now,
    finishedAt: now,
    deadlineAt: now,
    faults: 0,
    resumes: 0,
    messageCount: 0,
    hasPlace: 0,
    serverIndex: 0,
  };
  const certificate: Insertable<CertificateTable> | undefined =
    validUntil === null
      ? undefined
      : {
          id: `certificate-${serial}`,
          trustpointId: id,
          enrollmentId: `enrollment-${serial}`,
          keyId: 'key',
          der: new Uint8Array([0x30]),
          chain: '[]',
          subject: `CN=${name}`,
          issuer: 'CN=CA',
          serialNumber: serial,
          validFrom: validUntil - 120 * DAY,
          validUntil,
          fingerprint: 'aa',
          savedAt: now,
          replacedAt: null,
        };
  return { trustpoint, enrollment, certificate };
}

const BATCH = 200;
const DAY = 86_400_000;
const SERVER = { role: 'primary', transport: 'http', host: 'ca.example', port: 80 };
const SETTINGS = JSON.stringify({
  certificateRenewalTimeout: 14,
  keyType: 'ec-p256',
  servers: [{ role: 'primary', host: 'ca.example', port: 80, path: '/cmp', transport: 'http' }],
  trustAnchors: [],
});
const DETAILS = JSON.stringify({
  referenceId: { format: 'number', value: 1 },
  senderName: 'CN=x',
  recipientName: '',
  subjectAltNames: [{ type: 'fqdn', value: 'x.example' }],
});
const FAILURE = JSON.stringify({
  kind: 'peer-rejected',
  code: 'request-rejected',
  message: 'the CA rejected the request',
  certificateMayExist: false,
  title: 'Secret or Reference ID refused',
});
