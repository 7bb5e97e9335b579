import type { AlertChannel } from '@crypto-cmp/api';
import { useQueryClient } from '@tanstack/react-query';

import { api } from '../../api-client/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ALERT_WORDS } from './alert-words.ts';

/** Says who loses what before a channel goes. */
export function DeleteChannelDialog({
  channel: { id, name, usedBy, pendingCount },
  onClose,
}: {
  channel: AlertChannel;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();

  async function remove() {
    await api.alertChannels.remove({ params: { id } });
    for (const resource of ['alert-channels', 'alert-rules', 'alert-deliveries']) {
      void queryClient.invalidateQueries({ queryKey: [resource] });
    }
    onClose();
    showToast(`${name} is deleted`);
  }

  return (
    <ConfirmDialog title={`Delete ${name}?`} keep="Keep" act="Delete channel" onKeep={onClose} onAct={remove}>
      {usedBy.length === 0
        ? 'No rule writes to it.'
        : `These rules write to it no more: ${usedBy.map((kind) => ALERT_WORDS[kind].title).join(', ')}.`}{' '}
      {pendingCount > 0 &&
        `${pendingCount === 1 ? '1 message that waits' : `${pendingCount} messages that wait`} for a try ${pendingCount === 1 ? 'is' : 'are'} dropped. `}
      This cannot be undone.
    </ConfirmDialog>
  );
}
