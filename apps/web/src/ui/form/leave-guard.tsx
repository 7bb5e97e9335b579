import { useBlocker } from '@tanstack/react-router';

import { ConfirmDialog } from '../confirm-dialog.tsx';

/** Asks before unsaved changes are left behind, by a link or by closing the page. */
export function LeaveGuard({ changes }: { changes: number }) {
  const unsaved = () => changes > 0;
  const blocker = useBlocker({
    // A deep link into the form changes the hash alone.
    shouldBlockFn: ({ current, next }) => unsaved() && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <ConfirmDialog
      title="Leave without saving?"
      keep="Stay"
      act={`Leave and lose ${changes === 1 ? '1 change' : `${changes} changes`}`}
      onKeep={blocker.reset}
      onAct={blocker.proceed}
    >
      What you changed here is not saved yet.
    </ConfirmDialog>
  );
}
