import { AlertRuleDraft } from '@crypto-cmp/policy';

import { createDraftSchema, toNumber } from '../../ui/form/draft-schema.ts';

/** A rule as it stands in the form. `days` and `minutes` count for the kinds that have them. */
export interface RuleForm {
  kind: AlertRuleDraft['kind'];
  enabled: boolean;
  days: string;
  minutes: string;
  channels: { mode: 'all' | 'chosen'; channelIds: string[] };
  repeat: { again: 'no' | 'yes'; everyMinutes: string; times: string };
  notifyEnd: boolean;
}

export function toRuleForm(rule: AlertRuleDraft): RuleForm {
  const { kind, enabled, channels, repeat, notifyEnd } = rule;
  return {
    kind,
    enabled,
    days: 'days' in rule ? String(rule.days) : '',
    minutes: 'minutes' in rule ? String(rule.minutes) : '',
    channels: { mode: channels.mode, channelIds: channels.mode === 'chosen' ? channels.channelIds : [] },
    repeat: {
      again: repeat === null ? 'no' : 'yes',
      everyMinutes: String(repeat?.everyMinutes ?? 1440),
      times: String(repeat?.times ?? 3),
    },
    notifyEnd,
  };
}

export const ruleFormSchema = createDraftSchema<RuleForm, AlertRuleDraft>({
  schema: AlertRuleDraft,
  toDraft: ({ kind, enabled, days, minutes, channels, repeat, notifyEnd }) => ({
    kind,
    enabled,
    ...(kind === 'ca-server-down' && { minutes: toNumber(minutes) }),
    ...((kind === 'certificate-expiring' || kind === 'ca-certificate-expiring') && { days: toNumber(days) }),
    channels: channels.mode === 'all' ? { mode: 'all' } : { mode: 'chosen', channelIds: channels.channelIds },
    repeat:
      repeat.again === 'no' ? null : { everyMinutes: toNumber(repeat.everyMinutes), times: toNumber(repeat.times) },
    notifyEnd,
  }),
  fieldOf: (pointer) => (pointer.startsWith('/channels') ? '/channels/channelIds' : pointer),
});
