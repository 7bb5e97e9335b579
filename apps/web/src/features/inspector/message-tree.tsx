import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';

import classes from './message-tree.module.css';
import { moveInTree } from './tree-keys.ts';
import { type TreeEntries, type TreeEntry, visibleRows } from './tree-model.ts';
import { useWindow } from './use-window.ts';

interface MessageTreeProps {
  entries: TreeEntries;
  open: ReadonlySet<string>;
  selected: string;
  onSelect: (key: string) => void;
  onOpen: (open: ReadonlySet<string>) => void;
}

/** The message as an ARIA tree. The focus stays on the tree, which says which row is active; selection follows it. */
export function MessageTree({ entries, open, selected, onSelect, onOpen }: MessageTreeProps) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = visibleRows(entries, open);
  const at = rows.findIndex(({ key }) => key === selected);
  const { indexes, before, height, reveal } = useWindow(box, rows.length, ROW_HEIGHT);

  const revealNow = useRef(reveal);
  useEffect(() => {
    revealNow.current = reveal;
  });
  useEffect(() => {
    if (at >= 0) revealNow.current(at);
  }, [at]);

  function onKeyDown(event: KeyboardEvent) {
    const entry = rows[at];
    if (entry === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveInTree(event.key, entry, { rows, entries, open });
    if (move === undefined) return;
    event.preventDefault();
    if ('select' in move) onSelect(move.select);
    else if ('open' in move) onOpen(new Set([...open, ...move.open]));
    else onOpen(new Set([...open].filter((key) => key !== move.close)));
  }

  function toggle({ key }: TreeEntry) {
    onOpen(open.has(key) ? new Set([...open].filter((other) => other !== key)) : new Set([...open, key]));
  }

  return (
    <div
      ref={box}
      role="tree"
      aria-label="Structure"
      tabIndex={0}
      aria-activedescendant={at >= 0 && indexes.includes(at) ? `${id}${at}` : undefined}
      className={classes.tree}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height, paddingTop: before }}>
        {indexes.map((index) => {
          const entry = rows[index];
          if (entry === undefined) return null;
          const { key, node, level, position, siblings, children } = entry;
          const isOpen = open.has(key);
          const Chevron = isOpen ? IconChevronDown : IconChevronRight;
          return (
            <div
              key={key}
              id={`${id}${index}`}
              role="treeitem"
              aria-level={level}
              aria-posinset={position}
              aria-setsize={siblings}
              aria-expanded={children.length > 0 ? isOpen : undefined}
              aria-selected={key === selected}
              tabIndex={-1}
              className={classes.row}
              data-covered={node.covered || undefined}
              data-broken={node.problem !== null || undefined}
              style={{ '--level': level }}
              onClick={() => {
                box.current?.focus({ preventScroll: true });
                onSelect(key);
              }}
              onDoubleClick={() => children.length > 0 && toggle(entry)}
            >
              <span
                className={classes.chevron}
                onClick={(event) => {
                  if (children.length === 0) return;
                  event.stopPropagation();
                  toggle(entry);
                }}
              >
                {children.length > 0 && <Chevron size={16} stroke={1.75} aria-hidden />}
              </span>
              {node.problem !== null && (
                <IconAlertTriangle className={classes.broken} size={16} stroke={1.75} role="img" aria-label="Broken:" />
              )}
              <span className={classes.label}>{node.label}</span>
              <span className={classes.summary} data-mono={HEX.test(node.summary) || undefined}>
                {node.summary === '' ? node.type : node.summary}
              </span>
              {node.covered && <span className="hidden-text">, protected, at </span>}
              <span className={classes.offset}>{node.offset}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

const ROW_HEIGHT = 28;
const HEX = /^[\da-f]{8}…?[\da-f]*/;

declare module 'react' {
  interface CSSProperties {
    '--level'?: number;
  }
}
