import type { TreeEntries, TreeEntry } from './tree-model.ts';

export type TreeMove = { select: string } | { open: readonly string[] } | { close: string };

/** What a key does in the tree (WAI-ARIA, tree view pattern); undefined for a key that is not the tree's. */
export function moveInTree(
  key: string,
  at: TreeEntry,
  { rows, entries, open }: { rows: readonly TreeEntry[]; entries: TreeEntries; open: ReadonlySet<string> },
): TreeMove | undefined {
  const index = rows.findIndex((row) => row.key === at.key);
  const select = (row: TreeEntry | undefined) => (row === undefined ? undefined : { select: row.key });
  const isOpen = open.has(at.key);
  switch (key) {
    case 'ArrowDown':
      return select(rows[index + 1]);
    case 'ArrowUp':
      return select(rows[index - 1]);
    case 'Home':
      return select(rows[0]);
    case 'End':
      return select(rows.at(-1));
    case 'ArrowRight':
      if (at.children.length === 0) return undefined;
      return isOpen ? select(rows[index + 1]) : { open: [at.key] };
    case 'ArrowLeft':
      if (isOpen && at.children.length > 0) return { close: at.key };
      return at.parent === undefined ? undefined : { select: at.parent };
    case '*':
      return { open: siblingsOf(at, entries).filter((name) => (entries.get(name)?.children.length ?? 0) > 0) };
    default:
      return undefined;
  }
}

function siblingsOf({ key, parent }: TreeEntry, entries: TreeEntries): readonly string[] {
  return parent === undefined ? [key] : (entries.get(parent)?.children ?? []);
}
