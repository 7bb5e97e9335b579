import { Fragment, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import classes from './shortcuts-dialog.module.css';
import { singleKeysAreOn, switchSingleKeys } from './single-keys.ts';

/** What "?" shows. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(singleKeysAreOn);
  return (
    <Dialog title="Keys" onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      <dl className={classes.keys}>
        {KEYS.map(([keys, what]) => (
          <Fragment key={what}>
            <dt>
              {keys.map((key) => (
                <KeyCap key={key}>{key}</KeyCap>
              ))}
              <span className="hidden-text">{keys.join(' ')}</span>
            </dt>
            <dd>{what}</dd>
          </Fragment>
        ))}
      </dl>
      <label className={classes.switch}>
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => {
            setOn(event.currentTarget.checked);
            switchSingleKeys(event.currentTarget.checked);
          }}
        />
        Single keys work in this browser
      </label>
    </Dialog>
  );
}

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['Ctrl', 'K'], 'Search and commands'],
  [['/'], 'Search this list'],
  [['g', 'h'], 'Home'],
  [['g', 'p'], 'Policies'],
  [['g', 't'], 'Trustpoints'],
  [['g', 'e'], 'Enrollments'],
  [['n'], 'New policy, on the list of policies'],
  [['j'], 'Next row'],
  [['k'], 'Previous row'],
  [['x'], 'Select the row'],
  [['Enter'], 'Open the row'],
  [['Ctrl', 'S'], 'Save the policy'],
  [['Esc'], 'Close what floats'],
  [['?'], 'This list'],
];
