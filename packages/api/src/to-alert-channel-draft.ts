import type { AlertChannelDraft } from '@crypto-cmp/policy';
import type { AlertChannel } from './read/alert-channel.ts';

/** A channel as PUT takes it back: its password or secret kept. */
export function toAlertChannelDraft(channel: AlertChannel): AlertChannelDraft {
  const { name, enabled, trustAnchors } = channel;
  const keep = { action: 'keep' } as const;
  if (channel.type === 'webhook') {
    return { type: 'webhook', name, enabled, trustAnchors, url: channel.url, secret: keep };
  }
  const { host, port, security, user, from, to } = channel;
  return { type: 'email', name, enabled, trustAnchors, host, port, security, user, password: keep, from, to };
}
