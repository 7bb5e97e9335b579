import type { CertificateChain, HistoryEntry, Trustpoint } from '@crypto-cmp/api';
import { toHex } from '@crypto-cmp/der';
import { type Certificate, formatName, parseCertificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import type { Kysely } from 'kysely';

import { describeCertificate, keyLabel } from '../certificates/describe-certificate.ts';
import { displayName } from '../certificates/display-name.ts';
import { readChain } from '../certificates/stored-chain.ts';
import { toActorKind } from '../enrollments/started-by.ts';
import { toInstant, toInstantOrNull } from '../instant.ts';
import { readTrustpointSettings } from '../policies/stored-settings.ts';
import { refusal } from '../refusal.ts';
import type { Database } from '../storage/database.ts';
import { selectTrustpoints, summarizeTrustpoint } from './summarize-trustpoint.ts';

/**
 * Reads one trustpoint with its certificate, the chain and the latest of its history.
 *
 * @throws {Refusal} when there is none
 */
export async function readTrustpoint(database: Kysely<Database>, id: string, now: number): Promise<Trustpoint> {
  const row = await selectTrustpoints(database)
    .select([
      'trustpoints.settings',
      'trustpoints.secretSetAt',
      'certificates.der as certificateDer',
      'certificates.chain as certificateChain',
    ])
    .where('trustpoints.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw refusal('trustpoint-not-found', 'It may have been deleted meanwhile.');
  const certificate = row.certificateDer === null ? undefined : parseCertificate(row.certificateDer);
  const issuers =
    row.certificateChain === null ? [] : readChain(row.certificateChain).map((der) => parseCertificate(der));
  const { historyTotal } = await database
    .selectFrom('history')
    .select((select) => select.fn.countAll<number>().as('historyTotal'))
    .where('trustpointId', '=', id)
    .executeTakeFirstOrThrow();
  return {
    ...summarizeTrustpoint(row, now),
    ...readTrustpointSettings(row.settings),
    secret: { isSet: row.secretSetAt !== null, setAt: toInstantOrNull(row.secretSetAt) },
    certificate: certificate === undefined ? null : await describeCertificate(certificate),
    chain: certificate === undefined ? null : await describeChain([certificate, ...issuers]),
    keyMadeHere: certificate !== undefined,
    usedBy: [],
    history: await readHistory(database, id),
    historyTotal,
  };
}

/** Each signature is verified now, on every read: a stored verdict would only say what was true once. */
async function describeChain(path: readonly Certificate[]): Promise<CertificateChain> {
  const items: CertificateChain['items'] = [];
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index + 1];
    items.push({
      role: index === 0 ? 'end-entity' : issuer === undefined ? 'trust-anchor' : 'intermediate',
      subject: formatName(certificate.subject),
      displayName: displayName(certificate.subject),
      key: keyLabel(certificate),
      notAfter: certificate.notAfter.toISOString(),
      sha256: toHex(await nodeCrypto.digest('sha256', certificate.der)),
      signatureVerified: issuer === undefined ? null : await isSignedBy(certificate, issuer),
    });
  }
  return { complete: items.every(({ signatureVerified }) => signatureVerified !== false), items };
}

async function isSignedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  const { signatureAlgorithm, tbsDer, signature } = certificate;
  try {
    return await nodeCrypto.verify(signatureAlgorithm, issuer.subjectPublicKeyInfo, tbsDer, signature);
  } catch {
    return false;
  }
}

async function readHistory(database: Kysely<Database>, trustpointId: string): Promise<HistoryEntry[]> {
  const rows = await database
    .selectFrom('history')
    .selectAll()
    .where('trustpointId', '=', trustpointId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(LATEST_ENTRIES)
    .execute();
  return rows.map((row) => ({
    at: toInstant(row.at),
    kind: row.kind as HistoryEntry['kind'], // only addHistory writes it
    detail: row.detail,
    by: { kind: toActorKind(row.byKind), name: row.byName },
    enrollmentId: row.enrollmentId,
  }));
}

const LATEST_ENTRIES = 50;
