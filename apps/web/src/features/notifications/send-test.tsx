import type { AlertChannelTest, AlertChannelTestDraft } from '@crypto-cmp/api';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../../api-client/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { describeLoadError } from '../../ui/list-states.tsx';
import { ServerSays } from '../../ui/server-says.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { formatElapsed, formatTimeWithSeconds } from '../../ui/time.ts';
import classes from './notifications.module.css';

interface SendTestProps {
  name: string;
  /** What to send over; undefined when the form is wrong, and says so itself. */
  draft: () => AlertChannelTestDraft | undefined | Promise<AlertChannelTestDraft | undefined>;
  size?: 'small' | 'normal';
}

/** Sends one message now, and tells how it fared. */
export function SendTest({ name, draft, size = 'small' }: SendTestProps) {
  const queryClient = useQueryClient();
  const [shown, setShown] = useState(false);
  const test = useMutation({
    mutationFn: (body: AlertChannelTestDraft) => api.alertChannels.test({ body }),
    onSettled: () => {
      setShown(true);
      for (const resource of ['alert-channels', 'alert-deliveries']) {
        void queryClient.invalidateQueries({ queryKey: [resource] });
      }
    },
  });

  async function send() {
    const body = await draft();
    if (body !== undefined) test.mutate(body);
  }

  return (
    <>
      <Button
        size={size}
        busy={test.isPending}
        icon={<IconSend size={16} stroke={1.75} aria-hidden />}
        onClick={() => void send()}
      >
        Send test
        <span className="hidden-text"> over {name === '' ? 'this channel' : name}</span>
      </Button>
      {shown && !test.isPending && (
        <Dialog
          title={titleOf(test.data)}
          onClose={() => setShown(false)}
          actions={
            <Button autoFocus onClick={() => setShown(false)}>
              Close
            </Button>
          }
        >
          {test.data ? <Result result={test.data} /> : <p>{describeLoadError(test.error)}</p>}
        </Dialog>
      )}
    </>
  );
}

function titleOf(result: AlertChannelTest | undefined): string {
  if (result === undefined) return 'No test was sent';
  return TITLES[result.outcome];
}

function Result({
  result: { outcome, summary, problem, recipients, startedAt, durationMs },
}: {
  result: AlertChannelTest;
}) {
  const refused = recipients.filter(({ accepted }) => !accepted);
  return (
    <div className={classes.result}>
      <p>{summary}</p>
      {problem !== null && <p className={classes.fix}>{problem.fix}</p>}
      <ServerSays answer={problem?.answer} />
      {refused.length > 0 && (
        <ul aria-label="Recipients">
          {recipients.map(({ address, accepted, answer }) => (
            <li key={address}>
              <StateMark state={accepted ? 'check-passed' : 'check-failed'}>{address}</StateMark>
              {!accepted && answer !== null && <code>{answer}</code>}
            </li>
          ))}
        </ul>
      )}
      <p className="dimmed">
        {outcome === 'failed' ? 'Tried' : 'Sent'} at {formatTimeWithSeconds(startedAt)} UTC, {formatElapsed(durationMs)}
        .
      </p>
    </div>
  );
}

const TITLES: Record<AlertChannelTest['outcome'], string> = {
  delivered: 'The test message is delivered',
  partly: 'Some recipients were refused',
  failed: 'The test message was not delivered',
};
