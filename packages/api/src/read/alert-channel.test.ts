import { AlertChannelDraft } from '@crypto-cmp/policy';
import { expect, test } from 'vitest';
import { toAlertChannelDraft } from '../to-alert-channel-draft.ts';
import { AlertChannel } from './alert-channel.ts';

const at = '2026-11-20T08:00:00Z';
const stored = {
  id: 'c1',
  version: 2,
  createdAt: at,
  updatedAt: at,
  name: 'operators',
  enabled: true,
  trustAnchors: [],
  usedBy: ['ca-server-down'],
  lastDelivery: null,
  pendingCount: 0,
};
const secret = { isSet: true, setAt: at, value: 'a secret nobody must see' };
const channels = [
  {
    ...stored,
    type: 'email',
    host: 'mail.example.net',
    port: 587,
    security: 'starttls',
    user: 'console',
    password: secret,
    from: 'console@example.net',
    to: ['operators@example.net'],
  },
  { ...stored, type: 'webhook', url: 'https://hooks.example.net/cmp', secret },
] as const;

test.each(channels)('an answer about a channel of type $type lets no secret through', (channel) => {
  expect(JSON.stringify(AlertChannel.parse(channel))).not.toContain('nobody must see');
});

test.each(channels)('a channel of type $type that was read can be written back, its secret kept', (channel) => {
  const draft = toAlertChannelDraft(AlertChannel.parse(channel));
  expect(AlertChannelDraft.parse(draft)).toEqual(draft);
  expect('password' in draft ? draft.password : draft.secret).toEqual({ action: 'keep' });
});
