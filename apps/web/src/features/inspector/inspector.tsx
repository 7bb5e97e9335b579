import type { CheckResult } from '@crypto-cmp/api';
import { useMemo, useState } from 'react';

import { useIsNarrow } from '../../ui/use-media.ts';
import classes from './inspector.module.css';
import { MessageTree } from './message-tree.tsx';
import { NodeDetail } from './node-detail.tsx';
import { Octets } from './octets.tsx';
import { Switcher } from './switcher.tsx';
import { entryAt, type MessageNode, openAtFirst, revealed, toEntries } from './tree-model.ts';

interface InspectorProps {
  tree: MessageNode;
  bytes: Uint8Array;
  checks: readonly CheckResult[];
  /** The path of the selected element, from the address. */
  selected: string | undefined;
  onSelect: (path: string) => void;
}

/** Structure beside octets; what is selected in one is marked in the other. */
export function Inspector({ tree, bytes, checks, selected, onSelect }: InspectorProps) {
  const entries = useMemo(() => toEntries(tree), [tree]);
  const current = entries.get(selected ?? '') ?? entries.get(tree.path);
  const [opened, setOpened] = useState(() => openAtFirst(entries));
  const [form, setForm] = useState<'hex' | 'base64'>('hex');
  const [tab, setTab] = useState<'structure' | 'octets'>('structure');
  const narrow = useIsNarrow();
  if (current === undefined) return null;

  const { node } = current;
  const last = node.offset + node.length;

  function select(key: string) {
    setOpened((before) => revealed(key, entries, before));
    onSelect(key);
  }

  return (
    <div className={classes.panel}>
      {narrow && (
        <div className={classes.tabs}>
          <Switcher label="View" value={tab} onChange={setTab} choices={TABS} />
        </div>
      )}
      {(!narrow || tab === 'structure') && (
        <div className={classes.structure}>
          <div className={classes.head}>
            <h2>Structure</h2>
            <span className={classes.legend}>covered by the protection</span>
          </div>
          <MessageTree
            entries={entries}
            open={revealed(current.key, entries, opened)}
            selected={current.key}
            onSelect={select}
            onOpen={(open) => {
              // Closing around the selected element selects the one that closes over it.
              const isHidden = revealed(current.key, entries, open) !== open;
              setOpened(open);
              if (isHidden) onSelect(outermostClosed(current.key, open));
            }}
          />
        </div>
      )}
      {(!narrow || tab === 'octets') && (
        <div className={classes.octets}>
          <div className={classes.head}>
            <h2>
              Octets{' '}
              <small>
                {node.offset} to {last - 1}
              </small>
            </h2>
            <Switcher label="Form" value={form} onChange={setForm} choices={FORMS} />
          </div>
          <Octets
            bytes={bytes}
            // The message as a whole is no part to point at.
            marked={node === tree ? { from: 0, to: 0 } : { from: node.offset, to: last }}
            form={form}
            onPick={(offset) => select(entryAt(offset, entries)?.key ?? tree.path)}
          />
        </div>
      )}
      <NodeDetail node={node} checks={checks} bytes={bytes} />
    </div>
  );

  function outermostClosed(key: string, open: ReadonlySet<string>): string {
    let closed = key;
    for (let above = entries.get(key)?.parent; above !== undefined; above = entries.get(above)?.parent) {
      if (!open.has(above)) closed = above;
    }
    return closed;
  }
}

const TABS = [
  { value: 'structure', label: 'Structure' },
  { value: 'octets', label: 'Octets' },
] as const;

const FORMS = [
  { value: 'hex', label: 'Hex' },
  { value: 'base64', label: 'Base64' },
] as const;
