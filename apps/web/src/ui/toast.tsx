import { IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';

import { IconButton } from './button.tsx';
import classes from './toast.module.css';

/** For what succeeded elsewhere than where one looks. Never for errors. */
export function showToast(text: string): void {
  toasts = [...toasts, { id: (lastId += 1), text }].slice(-3);
  notify();
}

/** Once in the shell. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={classes.toasts} role="status">
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismiss(toast.id), 6000);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  return (
    <div className={classes.toast} onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)}>
      <IconCheck size={16} stroke={1.75} aria-hidden />
      <span>{toast.text}</span>
      <IconButton label="Dismiss" onClick={() => dismiss(toast.id)}>
        <IconX size={14} stroke={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}

interface Toast {
  id: number;
  text: string;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function dismiss(id: number) {
  toasts = toasts.filter((toast) => toast.id !== id);
  notify();
}

function notify() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
