import type { AlertChannel } from '@crypto-cmp/api';
import { type ReactNode, useState } from 'react';
import { FormProvider } from 'react-hook-form';

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { focusField } from '../../ui/form/focus-field.ts';
import { LeaveGuard } from '../../ui/form/leave-guard.tsx';
import { SaveBar } from '../../ui/form/save-bar.tsx';
import { formatTime } from '../../ui/time.ts';
import { ChannelFields } from './channel-fields.tsx';
import { labelOfChannelField } from './channel-labels.ts';
import classes from './notifications.module.css';
import { SendTest } from './send-test.tsx';
import { useChannelEditor } from './use-channel-editor.ts';

interface ChannelEditorProps {
  channel: AlertChannel | undefined;
  /** With the button that tests what stands in the form. */
  header: (action: ReactNode) => ReactNode;
  onSaved: (channel: AlertChannel) => void;
}

export function ChannelEditor({ channel, header, onSaved }: ChannelEditorProps) {
  const editor = useChannelEditor({ channel, onSaved });
  const { form, changes, faults, clash } = editor;
  const [discarding, setDiscarding] = useState(false);
  const secret = channel?.type === 'email' ? channel.password : channel?.secret;
  return (
    <FormProvider {...form}>
      {header(<SendTest size="normal" name={channel?.name ?? ''} draft={editor.toTest} />)}
      <div className={classes.editor}>
        <ErrorSummary {...editor.summary} labelOf={labelOfChannelField} onGo={focusField} />
        <ChannelFields isNew={channel === undefined} secret={secret?.setAt ?? undefined} />
      </div>
      <SaveBar
        changes={changes}
        errors={faults.length}
        busy={editor.busy}
        act="Save channel"
        note={null}
        saved={false}
        onDiscard={() => setDiscarding(true)}
        onSave={() => void editor.save()}
        onErrors={() => void editor.save()}
      />
      <LeaveGuard changes={changes} />
      {clash && (
        <ConfirmDialog
          title="Somebody has changed this channel. Save over it?"
          keep="Keep editing"
          act="Save over it"
          onKeep={editor.dropClash}
          onAct={() => editor.save(clash)}
        >
          It was saved at {formatTime(clash.updatedAt)} UTC, after you opened it. What was changed then is lost when you
          save yours over it.
        </ConfirmDialog>
      )}
      {discarding && (
        <ConfirmDialog
          title={changes === 1 ? 'Discard 1 change?' : `Discard ${changes} changes?`}
          keep="Keep editing"
          act="Discard"
          onKeep={() => setDiscarding(false)}
          onAct={() => {
            editor.discard();
            setDiscarding(false);
          }}
        >
          {channel === undefined ? 'The form becomes empty again.' : 'The form shows the saved channel again.'} This
          cannot be undone.
        </ConfirmDialog>
      )}
    </FormProvider>
  );
}
