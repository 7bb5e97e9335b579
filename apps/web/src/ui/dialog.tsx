import { useEffect, useId, useRef, type ReactNode } from 'react';

import classes from './dialog.module.css';

interface DialogProps {
  title: ReactNode;
  /** Esc, or a press beside the dialog. */
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the safe one first. */
  actions?: ReactNode;
  wide?: boolean;
}

/**
 * The browser's own modal dialog: it keeps the focus inside, gives it back afterwards, and makes the rest inert.
 * Mount it to open it. What floats inside must not be portalled (`comboboxProps={{ withinPortal: false }}`).
 */
export function Dialog({ title, onClose, children, actions, wide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      data-wide={wide || undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={classes.inside}>
        <h2 id={id}>{title}</h2>
        <div className={classes.body}>{children}</div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
    </dialog>
  );
}
