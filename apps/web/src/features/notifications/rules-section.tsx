import type { AlertChannel, AlertRule } from '@crypto-cmp/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../../api-client/client.ts';
import { Button } from '../../ui/button.tsx';
import { describeLoadError, LoadError, Skeleton } from '../../ui/list-states.tsx';
import { Section } from '../../ui/section.tsx';
import { Switch } from '../../ui/switch.tsx';
import { ALERT_WORDS, describeParameter, describeRepeat } from './alert-words.ts';
import { alertChannelsQuery, alertRulesQuery } from './notifications-queries.ts';
import classes from './notifications.module.css';
import { RuleDialog } from './rule-dialog.tsx';

export function RulesSection() {
  const query = useQuery(alertRulesQuery);
  const channels = useQuery(alertChannelsQuery).data?.items ?? [];
  const [editing, setEditing] = useState<AlertRule['kind']>();
  const rules = query.data?.items;
  const edited = rules?.find(({ kind }) => kind === editing);
  return (
    <Section title="Alert rules">
      {query.isError && (
        <LoadError
          title="Rules could not be loaded."
          error={query.error}
          onRetry={() => void query.refetch()}
          dataOf={rules && query.dataUpdatedAt}
        />
      )}
      {query.isPending && <Skeleton label="Loading rules" />}
      {rules && (
        <ul className={classes.rules}>
          {rules.map((rule) => (
            <RuleRow key={rule.kind} rule={rule} channels={channels} onEdit={() => setEditing(rule.kind)} />
          ))}
        </ul>
      )}
      {query.data?.publicUrl === null && (
        <p className={classes.note}>
          Messages carry no links back to the console: the server does not know its own address. Set{' '}
          <code>PUBLIC_URL</code> where it is started.
        </p>
      )}
      {edited && <RuleDialog rule={edited} channels={channels} onClose={() => setEditing(undefined)} />}
    </Section>
  );
}

interface RuleRowProps {
  rule: AlertRule;
  channels: readonly AlertChannel[];
  onEdit: () => void;
}

function RuleRow({ rule, channels, onEdit }: RuleRowProps) {
  const queryClient = useQueryClient();
  const { title, about } = ALERT_WORDS[rule.kind];
  const turn = useMutation({
    mutationFn: (enabled: boolean) => {
      const { updatedAt: _, ...draft } = rule;
      return api.alertRules.replace({ params: { kind: rule.kind }, body: { ...draft, enabled } });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['alert-rules'] }),
  });
  const parameter = describeParameter(rule);
  return (
    <li data-off={!rule.enabled || undefined}>
      <Switch
        label={`${title}: on`}
        checked={turn.isPending ? turn.variables : rule.enabled}
        busy={turn.isPending}
        onChange={(enabled) => turn.mutate(enabled)}
      />
      <div className={classes.rule}>
        <h3>
          {title}
          {parameter !== undefined && <span>, {parameter}</span>}
        </h3>
        <small>{about}</small>
        {turn.isError && (
          <p role="alert" className={classes.cause}>
            It is still {rule.enabled ? 'on' : 'off'}. {describeLoadError(turn.error)}
          </p>
        )}
      </div>
      <div className={classes.told}>
        {rule.enabled ? describeChannels(rule, channels) : 'Off'}
        {rule.enabled && <small>{describeRepeat(rule)}</small>}
      </div>
      <Button size="small" onClick={onEdit}>
        Edit<span className="hidden-text"> {title}</span>
      </Button>
    </li>
  );
}

function describeChannels({ channels: chosen }: AlertRule, channels: readonly AlertChannel[]): string {
  const on = channels.filter(({ enabled }) => enabled);
  if (chosen.mode === 'all') return on.length === 0 ? 'Bell' : 'Bell, all channels';
  const names = channels.filter(({ id }) => chosen.channelIds.includes(id)).map(({ name }) => name);
  return ['Bell', ...names].join(', ');
}
