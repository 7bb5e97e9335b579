import { nameKey, type PolicyDraft, type TrustpointDraft } from '@crypto-cmp/policy';
import type { Selectable, Transaction } from 'kysely';

import { trustpointSecretPlace } from '../sealing/sealed-places.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Database, TrustpointTable } from '../storage/database.ts';
import { newId } from '../storage/new-id.ts';
import { renewalFacts } from '../renewal/renewal-facts.ts';
import { plannedRenewalAt } from '../renewal/renewal-times.ts';
import { addHistory, type HistoryKind } from '../trustpoints/history.ts';
import { trustpointSearchText } from '../trustpoints/search-text.ts';
import { toTrustpointSettings } from './stored-settings.ts';

/** A trustpoint as it is stored, with the serial number of its current certificate. */
export type StoredTrustpoint = Selectable<TrustpointTable> & { readonly serialNumber: string | null };

export interface SavedTrustpoint {
  readonly id: string;
  readonly isChanged: boolean;
}

/** The trustpoints of a policy as they are stored. */
export async function storedTrustpoints(
  database: Transaction<Database>,
  policyId: string,
): Promise<StoredTrustpoint[]> {
  return await database
    .selectFrom('trustpoints')
    .leftJoin('certificates', 'certificates.id', 'trustpoints.currentCertificateId')
    .selectAll('trustpoints')
    .select('certificates.serialNumber')
    .where('trustpoints.policyId', '=', policyId)
    .orderBy('trustpoints.position')
    .execute();
}

/**
 * Writes the trustpoints of a draft. One that continues a stored one (by `id`) keeps its certificates, keys, history
 * and, if so wished, its secret.
 */
export async function saveTrustpoints(
  database: Transaction<Database>,
  sealer: Sealer,
  policyId: string,
  draft: PolicyDraft,
  stored: readonly StoredTrustpoint[],
  now: number,
): Promise<SavedTrustpoint[]> {
  const byId = new Map(stored.map((trustpoint) => [trustpoint.id, trustpoint]));
  await freeNames(database, draft.trustpoints, byId);
  const saved: SavedTrustpoint[] = [];
  for (const [position, item] of draft.trustpoints.entries()) {
    const before = item.id === undefined ? undefined : byId.get(item.id);
    const id = before?.id ?? newId(now);
    const columns = {
      position,
      ...textColumns(item, before),
      ...secretColumns(sealer, id, item, before, now),
      ...renewalColumns(before, draft, now),
    };
    if (before === undefined) {
      await database
        .insertInto('trustpoints')
        .values({ id, policyId, ...columns, failureNeedsAction: 0, createdAt: now, updatedAt: now })
        .execute();
      await addHistory(database, { trustpointId: id, at: now, kind: 'created', detail: '' });
      saved.push({ id, isChanged: true });
      continue;
    }
    const kinds = changesOf(item, before, columns.settings);
    const isChanged = kinds.length > 0 || columns.renewFrom !== before.renewFrom || columns.renewAt !== before.renewAt;
    if (isChanged || before.position !== position) {
      await database
        .updateTable('trustpoints')
        .set({ ...columns, ...(kinds.length > 0 && { updatedAt: now }) })
        .where('id', '=', id)
        .execute();
    }
    for (const kind of kinds) {
      await addHistory(database, {
        trustpointId: id,
        at: now,
        kind,
        detail: kind === 'settings-changed' ? describe(item, before) : '',
      });
    }
    saved.push({ id, isChanged });
  }
  return saved;
}

/** Two trustpoints may exchange their names in one go: the unique index must not see the moment between. */
async function freeNames(
  database: Transaction<Database>,
  drafts: readonly TrustpointDraft[],
  byId: ReadonlyMap<string, StoredTrustpoint>,
): Promise<void> {
  const renamed = drafts.flatMap(({ id, name }) => {
    const before = id === undefined ? undefined : byId.get(id);
    return before !== undefined && before.nameKey !== nameKey(name) ? [before.id] : [];
  });
  for (const id of renamed) {
    await database
      .updateTable('trustpoints')
      .set({ nameKey: `\u0001${id}` })
      .where('id', '=', id)
      .execute();
  }
}

function textColumns(item: TrustpointDraft, before: StoredTrustpoint | undefined) {
  return {
    name: item.name,
    nameKey: nameKey(item.name),
    subjectName: item.subjectName,
    settings: JSON.stringify(toTrustpointSettings(item)),
    searchText: trustpointSearchText(item.name, item.subjectName, before?.serialNumber ?? null),
  };
}

function secretColumns(
  sealer: Sealer,
  id: string,
  { secret }: TrustpointDraft,
  before: StoredTrustpoint | undefined,
  now: number,
) {
  switch (secret.action) {
    case 'keep':
      return { secretSealed: before?.secretSealed ?? null, secretSetAt: before?.secretSetAt ?? null };
    case 'replace':
      return { secretSealed: sealer.seal(trustpointSecretPlace(id), Buffer.from(secret.value)), secretSetAt: now };
    case 'clear':
      return { secretSealed: null, secretSetAt: null };
  }
}

/** The lead time or the window may have changed, and with it when the certificate is due. */
function renewalColumns(before: StoredTrustpoint | undefined, policy: PolicyDraft, now: number) {
  if (before === undefined || before.validFrom === null || before.validUntil === null) {
    return { renewFrom: null, overdueFrom: null, renewAt: null };
  }
  const certificate = { notBefore: new Date(before.validFrom), notAfter: new Date(before.validUntil) };
  const facts = renewalFacts(before.id, certificate, policy);
  const { renewFrom, overdueFrom } = facts;
  const renewAt = before.revokedAt === null ? plannedRenewalAt(facts, before.lastFailure !== null, now) : null;
  return { renewFrom, overdueFrom, renewAt };
}

function changesOf(item: TrustpointDraft, before: StoredTrustpoint, settings: string): HistoryKind[] {
  const isChanged =
    item.name !== before.name || item.subjectName !== before.subjectName || settings !== before.settings;
  return [
    ...(isChanged ? ['settings-changed' as const] : []),
    ...(item.secret.action === 'replace' ? ['secret-replaced' as const] : []),
    ...(item.secret.action === 'clear' && before.secretSetAt !== null ? ['secret-cleared' as const] : []),
  ];
}

/** Which fields changed, by the names they have in the form. */
function describe(item: TrustpointDraft, before: StoredTrustpoint): string {
  const old = { ...(JSON.parse(before.settings) as object), name: before.name, subjectName: before.subjectName };
  const labels = Object.entries(FIELD_LABELS).flatMap(([field, label]) =>
    JSON.stringify(Reflect.get(item, field)) === JSON.stringify(Reflect.get(old, field)) ? [] : [label],
  );
  return labels.join(', ');
}

const FIELD_LABELS = {
  name: 'Name',
  subjectName: 'Subject Name',
  referenceId: 'Reference ID',
  senderName: 'Sender Name',
  recipientName: 'Recipient Name',
  subjectAltNames: 'SAN',
} as const;
