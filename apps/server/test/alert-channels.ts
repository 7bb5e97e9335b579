import type { AlertChannel, Client } from '@crypto-cmp/api';
import type { AlertChannelDraftInput } from '@crypto-cmp/policy';

export type EmailDraft = Extract<AlertChannelDraftInput, { type: 'email' }>;
export type WebhookDraft = Extract<AlertChannelDraftInput, { type: 'webhook' }>;

export const WEBHOOK_SECRET = 'a secret of the webhook';

/** A channel to a mail server on loopback. */
export function emailDraft(port: number, changes: Partial<EmailDraft> = {}): EmailDraft {
  return {
    type: 'email',
    name: 'operators',
    host: '127.0.0.1',
    port,
    security: 'none',
    password: { action: 'clear' },
    from: 'console@example.net',
    to: ['operators@example.net'],
    ...changes,
  };
}

/** A channel to a web server on loopback. */
export function webhookDraft(url: string, changes: Partial<WebhookDraft> = {}): WebhookDraft {
  return { type: 'webhook', name: 'hook', url, secret: { action: 'replace', value: WEBHOOK_SECRET }, ...changes };
}

/** Makes channels of both types. */
export async function addChannels(client: Client, ...drafts: AlertChannelDraftInput[]): Promise<AlertChannel[]> {
  const channels: AlertChannel[] = [];
  for (const body of drafts) channels.push(await client.alertChannels.create({ body }));
  return channels;
}
