import type { AlertChannel } from '@crypto-cmp/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { LoadError, Skeleton } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ChannelEditor } from './channel-editor.tsx';
import { alertChannelQuery } from './notifications-queries.ts';

export function NewChannelPage() {
  const navigate = useNavigate();
  const [created, setCreated] = useState<AlertChannel>();

  // Not at once: the form must have taken in the save first, or its guard asks about unsaved changes.
  useEffect(() => {
    if (created === undefined) return;
    showToast(`${created.name} is saved`);
    void navigate({ to: '/settings/notifications', replace: true });
  }, [created, navigate]);

  return (
    <ChannelEditor
      channel={undefined}
      header={(action) => (
        <PageHeader trail={TRAIL} crumb="New channel" title="New channel" name="New channel" actions={action}>
          A way on which alerts leave the console. Rules that write to all channels write to this one too.
        </PageHeader>
      )}
      onSaved={setCreated}
    />
  );
}

const route = getRouteApi('/settings/notifications/channels/$channelId');

export function EditChannelPage() {
  const { channelId } = route.useParams();
  const query = useQuery(alertChannelQuery(channelId));
  if (query.data !== undefined) return <EditChannel key={channelId} channel={query.data} />;
  return (
    <>
      <PageHeader trail={TRAIL} title="Channel" name="Channel" />
      {query.isError ? (
        <LoadError title="The channel could not be loaded." error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton label="Loading the channel" rows={4} height={96} />
      )}
    </>
  );
}

function EditChannel({ channel }: { channel: AlertChannel }) {
  return (
    <ChannelEditor
      channel={channel}
      header={(action) => (
        <PageHeader
          trail={TRAIL}
          crumb={channel.name}
          title={`Edit ${channel.name}`}
          name={channel.name}
          actions={action}
        >
          {channel.type === 'email' ? 'Email' : 'Webhook'} channel, {describeUse(channel.usedBy.length)}
        </PageHeader>
      )}
      onSaved={(saved) => showToast(`${saved.name} is saved`)}
    />
  );
}

function describeUse(rules: number): string {
  if (rules === 0) return 'no rule writes to it.';
  return rules === 1 ? '1 rule writes to it.' : `${rules} rules write to it.`;
}

const TRAIL = [
  <Link key="notifications" to="/settings/notifications">
    Notifications
  </Link>,
];
