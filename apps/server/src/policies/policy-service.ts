import type { Policy } from '@crypto-cmp/api';
import { checkAgainstStored, copyName, LIMITS, nameKey, type PolicyDraft } from '@crypto-cmp/policy';
import type { Kysely, Transaction } from 'kysely';

import { noteTrustAnchors } from '../ca-certificates/note-ca-certificates.ts';
import type { PublishEvent } from '../events/event-hub.ts';
import { toInstant } from '../instant.ts';
import { invalid, refusal } from '../refusal.ts';
import { trustpointSecretPlace } from '../sealing/sealed-places.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Database } from '../storage/database.ts';
import { newId } from '../storage/new-id.ts';
import { lockTrustpoints, takeTurn } from '../storage/take-turn.ts';
import { transact } from '../storage/transact.ts';
import { checkClientTrustpoint } from './check-client-trustpoint.ts';
import { findTakenNames } from './check-names.ts';
import { findUses, mergeUses } from './find-uses.ts';
import { policyColumns } from './policy-columns.ts';
import { findPolicy, readPolicy } from './read-policy.ts';
import { saveServers } from './save-servers.ts';
import { saveTrustpoints, type StoredTrustpoint, storedTrustpoints } from './save-trustpoints.ts';
import { readPolicySettings, readTrustpointSettings } from './stored-settings.ts';

/** What the policies need from outside. */
export interface PolicyDependencies {
  readonly database: Kysely<Database>;
  readonly sealer: Sealer;
  readonly publish: PublishEvent;
  readonly now: () => number;
}

/** The version an If-Match names; `any` for `*`. */
export type ExpectedVersion = number | 'any';

/** Creates a policy, within a transaction of the caller's. Publish its event when that is committed. */
export async function createPolicy(
  { sealer, now }: PolicyDependencies,
  database: Transaction<Database>,
  draft: PolicyDraft,
): Promise<string> {
  await takeTurn(database, POLICIES);
  const issues = [
    ...checkAgainstStored(draft, []),
    ...(await findTakenNames(database, draft, undefined)),
    ...(await checkClientTrustpoint(database, draft)),
  ];
  if (issues.length > 0) throw invalid(issues);
  const at = now();
  const id = newId(at);
  await database
    .insertInto('policies')
    .values({ id, ...policyColumns(draft), version: 1, createdAt: at, updatedAt: at })
    .execute();
  await saveServers(database, id, draft);
  await noteTrustAnchors(database, id, draft);
  await saveTrustpoints(database, sealer, id, draft, [], at);
  return id;
}

/**
 * Replaces a policy. A trustpoint in the draft continues a stored one by its `id`, and without one by its name.
 *
 * @param force also when trustpoints that hold valid certificates are left out
 */
export async function replacePolicy(
  dependencies: PolicyDependencies,
  id: string,
  expected: ExpectedVersion,
  given: PolicyDraft,
  force: boolean,
): Promise<Policy> {
  const at = dependencies.now();
  const changed = await transact(dependencies.database, async (database) => {
    await takeTurn(database, POLICIES);
    const policy = await findPolicy(database, id);
    if (expected !== 'any' && policy.version !== expected) throw versionClash(policy);
    await lockTrustpoints(database, { policyId: id });
    const stored = await storedTrustpoints(database, id);
    const draft = continueByName(given, stored);
    const issues = [
      ...checkAgainstStored(draft, stored.map(toStoredFacts)),
      ...(await findTakenNames(database, draft, id)),
      ...(await checkClientTrustpoint(database, draft)),
    ];
    if (issues.length > 0) throw invalid(issues);

    const kept = new Set(draft.trustpoints.map((trustpoint) => trustpoint.id));
    const removed = stored.filter((trustpoint) => !kept.has(trustpoint.id));
    if (removed.length > 0) {
      const uses = await findUses(database, id, at);
      refuseIfUsed('trustpoint-in-use', mergeUses(removed.map((trustpoint) => uses.get(trustpoint.id))), force);
      const ids = removed.map((trustpoint) => trustpoint.id);
      await database.deleteFrom('trustpoints').where('id', 'in', ids).execute();
    }
    await saveServers(database, id, draft);
    await noteTrustAnchors(database, id, draft);
    const saved = await saveTrustpoints(database, dependencies.sealer, id, draft, stored, at);
    await database
      .updateTable('policies')
      .set({ ...policyColumns(draft), version: policy.version + 1, updatedAt: at })
      .where('id', '=', id)
      .execute();
    return [...saved.filter(({ isChanged }) => isChanged), ...removed].map((trustpoint) => trustpoint.id);
  });
  dependencies.publish({ type: 'policy-changed', id, change: 'updated' });
  for (const trustpoint of changed) {
    dependencies.publish({ type: 'trustpoint-changed', id: trustpoint, policyId: id });
  }
  return await readPolicy(dependencies.database, id, at);
}

/** Deletes a policy with its trustpoints, their keys and secrets. Certificates and enrollments stay as records. */
export async function removePolicy(
  dependencies: PolicyDependencies,
  id: string,
  expected: ExpectedVersion,
  force: boolean,
): Promise<void> {
  const removed = await transact(dependencies.database, async (database) => {
    await takeTurn(database, POLICIES);
    const policy = await findPolicy(database, id);
    if (expected !== 'any' && policy.version !== expected) throw versionClash(policy);
    await lockTrustpoints(database, { policyId: id });
    const uses = await findUses(database, id, dependencies.now());
    refuseIfUsed('policy-in-use', mergeUses([...uses.values()]), force);
    await database.deleteFrom('policies').where('id', '=', id).execute();
    return [...uses.keys()];
  });
  dependencies.publish({ type: 'policy-changed', id, change: 'deleted' });
  for (const trustpoint of removed) {
    dependencies.publish({ type: 'trustpoint-changed', id: trustpoint, policyId: id });
  }
}

/** Copies a policy under another name: trustpoints with new names and the same secrets, and without certificates. */
export async function copyPolicy(
  { sealer, now }: PolicyDependencies,
  database: Transaction<Database>,
  originalId: string,
  name: string,
): Promise<string> {
  await takeTurn(database, POLICIES);
  const original = await findPolicy(database, originalId);
  const stored = await storedTrustpoints(database, originalId);
  const names = await database.selectFrom('trustpoints').select('nameKey').execute();
  const taken = new Set(names.map((row) => row.nameKey));
  const draft: PolicyDraft = {
    name,
    description: original.description,
    ...readPolicySettings(original.settings),
    trustpoints: stored.map((trustpoint) => {
      const copy = copyName(trustpoint.name, LIMITS.trustpointName, (key) => taken.has(key));
      taken.add(nameKey(copy));
      return {
        name: copy,
        subjectName: trustpoint.subjectName,
        ...readTrustpointSettings(trustpoint.settings),
        secret: { action: 'keep' as const },
      };
    }),
  };
  const issues = await findTakenNames(database, draft, undefined);
  if (issues.length > 0) throw invalid(issues);

  const at = now();
  const id = newId(at);
  await database
    .insertInto('policies')
    .values({ id, ...policyColumns(draft), version: 1, createdAt: at, updatedAt: at })
    .execute();
  await saveServers(database, id, draft);
  await noteTrustAnchors(database, id, draft);
  const saved = await saveTrustpoints(database, sealer, id, draft, [], at);
  for (const [index, trustpoint] of stored.entries()) {
    const copyId = saved[index]?.id;
    if (trustpoint.secretSealed === null || copyId === undefined) continue;
    const secret = sealer.open(trustpointSecretPlace(trustpoint.id), trustpoint.secretSealed);
    await database
      .updateTable('trustpoints')
      .set({ secretSealed: sealer.seal(trustpointSecretPlace(copyId), secret), secretSetAt: at })
      .where('id', '=', copyId)
      .execute();
  }
  return id;
}

/** A draft's trustpoint without an id continues the stored one of its name, unless another row continues that. */
function continueByName(draft: PolicyDraft, stored: readonly StoredTrustpoint[]): PolicyDraft {
  const claimed = new Set(draft.trustpoints.map(({ id }) => id));
  const free = new Map(
    stored.filter(({ id }) => !claimed.has(id)).map((trustpoint) => [trustpoint.nameKey, trustpoint.id]),
  );
  return {
    ...draft,
    trustpoints: draft.trustpoints.map((trustpoint) => {
      const id = trustpoint.id ?? free.get(nameKey(trustpoint.name));
      return id === undefined ? trustpoint : { ...trustpoint, id };
    }),
  };
}

function toStoredFacts({ id, secretSetAt, currentCertificateId }: StoredTrustpoint) {
  return { id, secretIsSet: secretSetAt !== null, hasCertificate: currentCertificateId !== null };
}

function refuseIfUsed(
  code: 'policy-in-use' | 'trustpoint-in-use',
  { usedBy, canForce }: ReturnType<typeof mergeUses>,
  force: boolean,
): void {
  if (usedBy.length === 0 || (force && canForce)) return;
  const detail = canForce
    ? 'Their private keys would be destroyed with them, and the certificates could not be used any more.'
    : 'An enrollment is running. Cancel it, or wait until it has ended.';
  throw refusal(code, detail, { usedBy, canForce });
}

function versionClash({ version, updatedAt }: { version: number; updatedAt: number }) {
  return refusal('version-clash', `It was last saved at ${toInstant(updatedAt)}.`, {
    current: { version, updatedAt: toInstant(updatedAt) },
  });
}

/** Names are unique, and a version is followed by one other: policies are written one after the other. */
const POLICIES = 'policies';
