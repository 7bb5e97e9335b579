import { createHash } from 'node:crypto';

import { type Certificate, formatName, parseCertificate, parsePem } from '@crypto-cmp/x509';
import type { Transaction } from 'kysely';

import type { Database } from '../storage/database.ts';

/** Keeps the table of who trusts which CA certificate in step with a policy: it is found by its expiry, and not by reading all policies. */
export async function noteTrustAnchors(
  database: Transaction<Database>,
  policyId: string,
  { trustAnchors }: { readonly trustAnchors: readonly string[] },
): Promise<void> {
  await database.deleteFrom('policyAnchors').where('policyId', '=', policyId).execute();
  const fingerprints = new Set<string>();
  for (const pem of trustAnchors) {
    const [der] = parsePem(pem, 'CERTIFICATE');
    if (der !== undefined) fingerprints.add(await noteCertificate(database, der, parseCertificate(der)));
  }
  for (const fingerprint of fingerprints) {
    await database.insertInto('policyAnchors').values({ policyId, fingerprint }).execute();
  }
}

/** The same for the issuers of a trustpoint's current certificate. */
export async function noteIssuers(
  database: Transaction<Database>,
  trustpointId: string,
  issuers: readonly Uint8Array[],
): Promise<void> {
  await database.deleteFrom('trustpointIssuers').where('trustpointId', '=', trustpointId).execute();
  const fingerprints = new Set<string>();
  for (const der of issuers) fingerprints.add(await noteCertificate(database, der, parseCertificate(der)));
  for (const fingerprint of fingerprints) {
    await database.insertInto('trustpointIssuers').values({ trustpointId, fingerprint }).execute();
  }
}

async function noteCertificate(
  database: Transaction<Database>,
  der: Uint8Array,
  { subject, notAfter }: Certificate,
): Promise<string> {
  const fingerprint = createHash('sha256').update(der).digest('hex');
  await database
    .insertInto('caCertificates')
    .values({ fingerprint, subject: formatName(subject), validUntil: notAfter.getTime() })
    .onConflict((conflict) => conflict.column('fingerprint').doNothing())
    .execute();
  return fingerprint;
}
