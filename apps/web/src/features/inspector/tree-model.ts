import type { EnrollmentMessageTree } from '@crypto-cmp/api';

export type MessageNode = EnrollmentMessageTree['tree'];

/** A node as the tree shows it. `key` is its path, which names it in the address too. */
export interface TreeEntry {
  readonly key: string;
  readonly node: MessageNode;
  readonly level: number;
  readonly parent: string | undefined;
  readonly position: number;
  readonly siblings: number;
  readonly children: readonly string[];
}

export type TreeEntries = ReadonlyMap<string, TreeEntry>;

/** Every node of the message by its key, in the order of the message. */
export function toEntries(root: MessageNode): TreeEntries {
  const entries = new Map<string, TreeEntry>();
  const queue: Omit<TreeEntry, 'children'>[] = [
    { node: root, key: root.path, level: 1, parent: undefined, position: 1, siblings: 1 },
  ];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { node, key, level } = next;
    const taken = new Set<string>();
    const children = node.children.map((child) => {
      // A path that is there already can come only from a message with the same element twice.
      const unique = entries.has(child.path) || taken.has(child.path) ? `${child.path}@${child.offset}` : child.path;
      taken.add(unique);
      return unique;
    });
    entries.set(key, { ...next, children });
    for (const [index, child] of [...node.children.entries()].toReversed()) {
      queue.push({
        node: child,
        key: children[index] ?? child.path,
        level: level + 1,
        parent: key,
        position: index + 1,
        siblings: node.children.length,
      });
    }
  }
  return entries;
}

/** What is open at first: the frame of the message, closed where a value is already said in a line. */
export function openAtFirst(entries: TreeEntries): ReadonlySet<string> {
  const open = new Set<string>();
  for (const { key, node, level, parent, children } of entries.values()) {
    const isReached = parent === undefined || open.has(parent);
    if (
      isReached &&
      children.length > 0 &&
      level < 7 &&
      (node.summary === '' || node.problem !== null || FRAME.has(node.label))
    )
      open.add(key);
  }
  return open;
}

/** The rows to draw, top to bottom. */
export function visibleRows(entries: TreeEntries, open: ReadonlySet<string>): TreeEntry[] {
  const shown = new Set<string>();
  const rows: TreeEntry[] = [];
  for (const entry of entries.values()) {
    if (entry.parent !== undefined && !(shown.has(entry.parent) && open.has(entry.parent))) continue;
    shown.add(entry.key);
    rows.push(entry);
  }
  return rows;
}

/** `open` and all above `key`, so that it can be seen. */
export function revealed(key: string, entries: TreeEntries, open: ReadonlySet<string>): ReadonlySet<string> {
  const missing = ancestorsOf(key, entries).filter((ancestor) => !open.has(ancestor));
  return missing.length === 0 ? open : new Set([...open, ...missing]);
}

/** The innermost node that holds this octet. */
export function entryAt(offset: number, entries: TreeEntries): TreeEntry | undefined {
  let found: TreeEntry | undefined;
  for (const entry of entries.values()) {
    const { node } = entry;
    if (node.offset <= offset && offset < node.offset + node.length) found = entry;
  }
  return found;
}

function ancestorsOf(key: string, entries: TreeEntries): string[] {
  const above: string[] = [];
  for (let parent = entries.get(key)?.parent; parent !== undefined; parent = entries.get(parent)?.parent) {
    above.push(parent);
  }
  return above;
}

const FRAME: ReadonlySet<string> = new Set(['response', 'responses']);
