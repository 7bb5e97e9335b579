import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { Button } from '../button.tsx';
import classes from './save-bar.module.css';

interface SaveBarProps {
  changes: number;
  errors: number;
  busy: boolean;
  /** "Save policy" */
  act: string;
  /** "Saved last on 20 Nov" */
  note: ReactNode;
  /** Right after a save, instead of everything else: what was done, and where to go on. */
  saved: ReactNode;
  onDiscard: () => void;
  onSave: () => void;
  onErrors: () => void;
}

/** Sticks to the bottom from the first change on. Save stays enabled: pressing it shows what is wrong. */
export function SaveBar({ changes, errors, busy, act, note, saved, onDiscard, onSave, onErrors }: SaveBarProps) {
  if (changes === 0) {
    return (
      <div className={classes.bar} role="status" data-empty={saved === false || undefined}>
        {saved !== false && (
          <div className={classes.saved}>
            <IconCheck size={16} stroke={1.75} aria-hidden />
            {saved}
          </div>
        )}
      </div>
    );
  }
  return (
    <div className={classes.bar} role="region" aria-label="Unsaved changes">
      <div className={classes.inside}>
        <div className={classes.words}>
          <span className={classes.count}>{changes === 1 ? '1 unsaved change' : `${changes} unsaved changes`}</span>
          {errors > 0 && (
            <button type="button" className={classes.errors} onClick={onErrors}>
              <IconAlertCircle size={14} stroke={1.75} aria-hidden />
              {errors === 1 ? '1 field to correct' : `${errors} fields to correct`}
            </button>
          )}
        </div>
        <span className={classes.note}>{note}</span>
        <Button onClick={onDiscard}>Discard</Button>
        <Button variant="primary" busy={busy} onClick={onSave} aria-keyshortcuts="Control+S Meta+S">
          {act}
        </Button>
      </div>
    </div>
  );
}
