import { useState, type ReactNode } from 'react';

import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { describeLoadError } from './list-states.tsx';

interface ConfirmDialogProps {
  /** The question, with the name: "Delete branch-aps?" */
  title: string;
  /** The consequence. */
  children: ReactNode;
  /** The acts: "Keep" and "Delete policy". The safe one is focused first. */
  keep: string;
  act: string;
  /** False when the act is no loss: the button is then the page's primary one. */
  danger?: boolean;
  onKeep: () => void;
  onAct: () => void | Promise<void>;
}

export function ConfirmDialog({ title, children, keep, act, danger = true, onKeep, onAct }: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  async function run() {
    setBusy(true);
    setError(undefined);
    try {
      await onAct();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={title}
      onClose={onKeep}
      actions={
        <>
          <Button onClick={onKeep} autoFocus>
            {keep}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void run()}>
            {act}
          </Button>
        </>
      }
    >
      {children}
      {error !== undefined && (
        <p role="alert" style={{ marginTop: 12, color: 'var(--bad)' }}>
          {describeLoadError(error)}
        </p>
      )}
    </Dialog>
  );
}
