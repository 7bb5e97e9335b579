import { POLICY_PARTS, SERVER_PARTS, TRUSTPOINT_PARTS, type Part } from './policy-parts.ts';
import type { PolicyForm } from './policy-form.ts';

/** How many things differ: a part that was changed, and a row that was added or deleted, count one each. */
export function countChanges(before: PolicyForm, after: PolicyForm): number {
  return (
    countParts(POLICY_PARTS, before, after) +
    countRows(before.servers, after.servers, SERVER_PARTS) +
    countRows(before.trustAnchors, after.trustAnchors, []) +
    countRows(before.trustpoints, after.trustpoints, TRUSTPOINT_PARTS)
  );
}

function countRows<T extends { key: string }>(
  before: readonly T[],
  after: readonly T[],
  parts: readonly Part<T>[],
): number {
  const old = new Map(before.map((row) => [row.key, row]));
  let count = 0;
  for (const row of after) {
    const earlier = old.get(row.key);
    old.delete(row.key);
    if (earlier === undefined) count += 1;
    else count += countParts(parts, earlier, row);
  }
  return count + old.size;
}

function countParts<T>(parts: readonly Part<T>[], before: T, after: T): number {
  return parts.filter(({ read }) => read(before) !== read(after)).length;
}
