import type { PolicyForm } from './policy-form.ts';
import { POLICY_PARTS, SERVER_PARTS, TRUSTPOINT_PARTS, type Part } from './policy-parts.ts';

/** One thing that both editors have changed, each in another way. */
export interface Conflict {
  /** Stable while the versions stay: what a choice is kept by. */
  id: string;
  label: string;
  /** As text; undefined when that side has deleted the row. */
  mine: string | undefined;
  theirs: string | undefined;
}

export type Side = 'mine' | 'theirs';

export interface Merge {
  values: PolicyForm;
  conflicts: readonly Conflict[];
}

/**
 * Brings two versions together that grew from the same `base`: what one side alone has changed is taken from it, what both
 * have changed is a conflict, settled by `choose`.
 */
export function mergePolicies(
  base: PolicyForm,
  mine: PolicyForm,
  theirs: PolicyForm,
  choose: (id: string) => Side,
): Merge {
  const conflicts: Conflict[] = [];
  const settle = (conflict: Conflict): Side => {
    conflicts.push(conflict);
    return choose(conflict.id);
  };

  const merged = mergeParts(POLICY_PARTS, { base, mine, theirs }, { id: '', label: '' }, settle);
  const values: PolicyForm = {
    ...merged,
    servers: mergeRows(base.servers, mine.servers, theirs.servers, {
      id: 'servers',
      parts: SERVER_PARTS,
      label: ({ role }) => (role === 'primary' ? 'Primary' : 'Secondary'),
      revive: (row) => row,
      settle,
    }),
    trustAnchors: mergeRows(base.trustAnchors, mine.trustAnchors, theirs.trustAnchors, {
      id: 'trustAnchors',
      parts: [],
      label: () => 'Trust anchor',
      revive: (row) => row,
      settle,
    }),
    trustpoints: mergeRows(base.trustpoints, mine.trustpoints, theirs.trustpoints, {
      id: 'trustpoints',
      parts: TRUSTPOINT_PARTS,
      label: ({ name }) => `Trustpoint ${name}`,
      // The stored one is gone with its certificate and Secret: the row starts anew.
      revive: ({ stored: _, secret, ...row }) => ({
        ...row,
        key: `${row.key}-again`,
        secret: { action: 'replace', value: secret.value },
      }),
      settle,
    }),
  };
  return { values, conflicts };
}

interface RowRules<T> {
  id: string;
  parts: readonly Part<T>[];
  label: (row: T) => string;
  /** Keeps a row that they have deleted. */
  revive: (row: T) => T;
  settle: (conflict: Conflict) => Side;
}

function mergeRows<T extends { key: string }>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  rules: RowRules<T>,
): T[] {
  const before = byKey(base);
  const here = byKey(mine);
  const there = byKey(theirs);

  const kept = theirs.flatMap((row): T[] => {
    const old = before.get(row.key);
    const own = here.get(row.key);
    const place = { id: `${rules.id}/${row.key}`, label: rules.label(own ?? row) };
    if (own !== undefined)
      return [mergeParts(rules.parts, { base: old ?? row, mine: own, theirs: row }, place, rules.settle)];
    if (old === undefined) return [row];
    if (same(rules.parts, old, row)) return [];
    return rules.settle({ ...place, mine: undefined, theirs: 'changed' }) === 'theirs' ? [row] : [];
  });
  const added = mine.flatMap((row): T[] => {
    if (there.has(row.key)) return [];
    const old = before.get(row.key);
    if (old === undefined) return [row];
    if (same(rules.parts, old, row)) return [];
    const side = rules.settle({
      id: `${rules.id}/${row.key}`,
      label: rules.label(row),
      mine: 'changed',
      theirs: undefined,
    });
    return side === 'mine' ? [rules.revive(row)] : [];
  });
  return [...kept, ...added];
}

function mergeParts<T>(
  parts: readonly Part<T>[],
  { base, mine, theirs }: { base: T; mine: T; theirs: T },
  place: { id: string; label: string },
  settle: (conflict: Conflict) => Side,
): T {
  let merged = theirs;
  for (const { name, label, read, take } of parts) {
    const own = read(mine);
    if (own === read(base) || own === read(theirs)) continue;
    const clash = read(theirs) !== read(base);
    const conflict = {
      id: `${place.id}/${name}`,
      label: place.label === '' ? label : `${place.label}, ${label}`,
      mine: own,
      theirs: read(theirs),
    };
    if (!clash || settle(conflict) === 'mine') merged = take(merged, mine);
  }
  return merged;
}

function same<T>(parts: readonly Part<T>[], one: T, other: T): boolean {
  return parts.every(({ read }) => read(one) === read(other));
}

function byKey<T extends { key: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.key, row]));
}
