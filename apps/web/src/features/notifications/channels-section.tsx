import type { AlertChannel } from '@crypto-cmp/api';
import { IconMail, IconPencil, IconPlus, IconTrash, IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { LinkButton } from '../../ui/button.tsx';
import { formatHost } from '../../ui/host.ts';
import { LoadError, Skeleton } from '../../ui/list-states.tsx';
import { RowAction, RowMenu } from '../../ui/row-menu.tsx';
import { Section } from '../../ui/section.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { formatRecent } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { DeleteChannelDialog } from './delete-channel-dialog.tsx';
import { alertChannelsQuery } from './notifications-queries.ts';
import classes from './notifications.module.css';
import { SendTest } from './send-test.tsx';

export function ChannelsSection() {
  const query = useQuery(alertChannelsQuery);
  const [deleting, setDeleting] = useState<AlertChannel>();
  const channels = query.data?.items;
  return (
    <Section
      title="Channels"
      aside={
        <LinkButton
          to="/settings/notifications/channels/new"
          size="small"
          icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
        >
          Add channel
        </LinkButton>
      }
    >
      {query.isError && (
        <LoadError
          title="Channels could not be loaded."
          error={query.error}
          onRetry={() => void query.refetch()}
          dataOf={channels && query.dataUpdatedAt}
        />
      )}
      {query.isPending && <Skeleton label="Loading channels" rows={2} />}
      {channels?.length === 0 && (
        <p className={classes.nothing}>
          There is none yet: alerts are shown by the bell alone. Add an email or a webhook channel to be told elsewhere.
        </p>
      )}
      {channels && channels.length > 0 && (
        <ul className={classes.channels}>
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} onDelete={() => setDeleting(channel)} />
          ))}
        </ul>
      )}
      {deleting && <DeleteChannelDialog channel={deleting} onClose={() => setDeleting(undefined)} />}
    </Section>
  );
}

function ChannelRow({ channel, onDelete }: { channel: AlertChannel; onDelete: () => void }) {
  const navigate = useNavigate();
  const Icon = channel.type === 'email' ? IconMail : IconWebhook;
  const to = { to: '/settings/notifications/channels/$channelId', params: { channelId: channel.id } } as const;
  return (
    <li>
      <Icon size={18} stroke={1.75} aria-hidden className={classes.kind} />
      <div className={classes.name}>
        <Link {...to} className="ellipsis" title={channel.name}>
          {channel.name}
        </Link>
        <small>{channel.type === 'email' ? 'Email' : 'Webhook'}</small>
      </div>
      <div className={classes.target}>{describeTarget(channel)}</div>
      <div className={classes.last}>
        <LastDelivery channel={channel} />
      </div>
      <div className={classes.acts}>
        <SendTest name={channel.name} draft={() => ({ kind: 'saved', id: channel.id })} />
        <RowMenu label={`Actions for ${channel.name}`}>
          <RowAction icon={<IconPencil size={16} stroke={1.75} aria-hidden />} onSelect={() => void navigate(to)}>
            Edit
          </RowAction>
          <RowAction icon={<IconTrash size={16} stroke={1.75} aria-hidden />} danger onSelect={onDelete}>
            Delete…
          </RowAction>
        </RowMenu>
      </div>
    </li>
  );
}

/** To whom, and through what. */
function describeTarget(channel: AlertChannel) {
  if (channel.type === 'webhook') {
    return (
      <code className="ellipsis" title={channel.url}>
        {channel.url}
      </code>
    );
  }
  const [first = '', ...others] = channel.to;
  return (
    <>
      <span className="ellipsis" title={channel.to.join('\n')}>
        {first}
        {others.length > 0 && ` and ${others.length} more`}
      </span>
      <small className="ellipsis">through {formatHost(channel)}</small>
    </>
  );
}

function LastDelivery({ channel: { enabled, lastDelivery, pendingCount } }: { channel: AlertChannel }) {
  const now = useNow();
  if (!enabled) return <StateMark state="canceled">Off</StateMark>;
  if (lastDelivery === null) return <small>Nothing sent yet</small>;
  const { state, at, problem } = lastDelivery;
  return (
    <>
      {state === 'delivered' && <StateMark state="check-passed">Delivered</StateMark>}
      {state === 'pending' && (
        <StateMark state="waiting">{pendingCount > 1 ? `${pendingCount} on the way` : 'On the way'}</StateMark>
      )}
      {state === 'failed' && <StateMark state="check-failed">Not delivered</StateMark>}
      {state === 'dropped' && <StateMark state="canceled">Dropped</StateMark>}
      <small className={`${classes.problem} ${state === 'failed' ? classes.cause : ''}`} title={problem?.cause}>
        {problem === null ? formatRecent(at, now) : problem.cause}
      </small>
    </>
  );
}
