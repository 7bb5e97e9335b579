import type { AlertRule } from '@crypto-cmp/api';
import type { Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import type { Newcomer } from './newcomer.ts';

type CaCertificateRule = Extract<AlertRule, { kind: 'ca-certificate-expiring' }>;

/** The CA certificates in use that expire soon, or have expired. */
export async function findExpiringCaCertificates(
  database: Transaction<Database>,
  { days }: CaCertificateRule,
  now: number,
): Promise<Newcomer[]> {
  const rows = await database
    .selectFrom('caCertificates')
    .selectAll()
    .where('validUntil', '<=', now + days * DAY_MS)
    .where((where) =>
      where.or([
        where.exists(
          where
            .selectFrom('policyAnchors')
            .select('policyId')
            .whereRef('policyAnchors.fingerprint', '=', 'caCertificates.fingerprint'),
        ),
        where.exists(
          where
            .selectFrom('trustpointIssuers')
            .select('trustpointId')
            .whereRef('trustpointIssuers.fingerprint', '=', 'caCertificates.fingerprint'),
        ),
      ]),
    )
    .execute();
  return rows.map(({ fingerprint, subject, validUntil }) => ({
    member: fingerprint,
    name: subject,
    policyId: null,
    policyName: null,
    enrollmentId: null,
    validUntil,
    subject: fingerprint,
    readFacts: () => Promise.resolve({ type: 'ca-certificate', subject, sha256: fingerprint, notAfter: validUntil }),
  }));
}

const DAY_MS = 86_400_000;
