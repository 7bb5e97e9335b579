import { useMemo, useState } from 'react';

import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SegmentedField } from '../../../ui/field/segmented-field.tsx';
import { formatDateTime } from '../../../ui/time.ts';
import classes from './clash-dialog.module.css';
import { type Conflict, mergePolicies, type Side } from './merge-policies.ts';
import { countChanges } from './policy-changes.ts';
import type { PolicyForm } from './policy-form.ts';

interface ClashDialogProps {
  base: PolicyForm;
  mine: PolicyForm;
  theirs: PolicyForm;
  savedAt: string;
  /** Back to the form; nothing is lost and nothing is decided. */
  onClose: () => void;
  /** Everything that was chosen, to be saved over their version. */
  onSettle: (values: PolicyForm) => void;
}

/** Two people have changed one policy: both versions of each field in conflict, side by side. */
export function ClashDialog({ base, mine, theirs, savedAt, onClose, onSettle }: ClashDialogProps) {
  const [choices, setChoices] = useState<Readonly<Record<string, Side>>>({});
  const { values, conflicts } = useMemo(
    () => mergePolicies(base, mine, theirs, (id) => choices[id] ?? 'mine'),
    [base, mine, theirs, choices],
  );
  const theirChanges = countChanges(base, theirs);

  return (
    <Dialog
      wide
      title={`Somebody saved this policy at ${formatDateTime(savedAt)} UTC`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep editing</Button>
          <Button variant="primary" onClick={() => onSettle(values)}>
            {conflicts.length === 0 ? 'Save both' : 'Save these choices'}
          </Button>
        </>
      }
    >
      <p>{describe(theirChanges, conflicts.length)}</p>
      {conflicts.length > 0 && (
        <ul className={classes.conflicts}>
          {conflicts.map((conflict) => (
            <ConflictRow
              key={conflict.id}
              conflict={conflict}
              side={choices[conflict.id] ?? 'mine'}
              onChoose={(side) => setChoices((now) => ({ ...now, [conflict.id]: side }))}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function ConflictRow({ conflict, side, onChoose }: { conflict: Conflict; side: Side; onChoose: (side: Side) => void }) {
  return (
    <li className={classes.conflict}>
      <SegmentedField
        id={`clash:${conflict.id}`}
        label={conflict.label}
        choices={[
          { value: 'mine', label: 'Keep mine' },
          { value: 'theirs', label: 'Take theirs' },
        ]}
        value={side}
        onChange={onChoose}
      />
      <dl className={classes.versions}>
        <Version name="Mine" text={conflict.mine} chosen={side === 'mine'} />
        <Version name="Theirs" text={conflict.theirs} chosen={side === 'theirs'} />
      </dl>
    </li>
  );
}

function Version({ name, text, chosen }: { name: string; text: string | undefined; chosen: boolean }) {
  return (
    <div data-chosen={chosen || undefined}>
      <dt>{name}</dt>
      <dd>{text === undefined ? <i>deleted</i> : text === '' ? <i>empty</i> : <code>{text}</code>}</dd>
    </div>
  );
}

function describe(theirChanges: number, conflicts: number): string {
  const changed = theirChanges === 1 ? 'They changed 1 thing' : `They changed ${theirChanges} things`;
  if (conflicts === 0)
    return `${changed}, none of which you changed too. Both versions fit together; nothing you typed is lost.`;
  const both = conflicts === 1 ? '1 of them you changed too' : `${conflicts} of them you changed too`;
  return `${changed}, and ${both}. Choose for each; everything else of both versions is kept.`;
}
