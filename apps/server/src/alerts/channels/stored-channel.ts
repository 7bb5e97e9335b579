import type { AlertChannelDraft } from '@crypto-cmp/policy';
import type { Selectable } from 'kysely';

import { channelSecretPlace } from '../../sealing/sealed-places.ts';
import { SealError, type Sealer } from '../../sealing/sealer.ts';
import type { AlertChannelTable } from '../../storage/alert-tables.ts';
import { DeliveryError, deliveryProblem } from '../delivery/delivery-problem.ts';
import type { UsableChannel, UsableEmail, UsableWebhook } from '../delivery/usable-channel.ts';

export type ChannelRow = Selectable<AlertChannelTable>;

type EmailSettings = Pick<UsableEmail, 'type' | 'trustAnchors' | 'host' | 'port' | 'security' | 'user' | 'from' | 'to'>;
type WebhookSettings = Pick<UsableWebhook, 'type' | 'trustAnchors' | 'url'>;

/** The part of a channel that is read and written as a whole. */
export type ChannelSettings = EmailSettings | WebhookSettings;

/** Picks by name: the password or secret never gets into the column. */
export function toChannelSettings(draft: AlertChannelDraft): ChannelSettings {
  if (draft.type === 'webhook') return { type: 'webhook', url: draft.url, trustAnchors: draft.trustAnchors };
  const { host, port, security, user, from, to, trustAnchors } = draft;
  return { type: 'email', host, port, security, user, from, to, trustAnchors };
}

export function readChannelSettings({ settings }: Pick<ChannelRow, 'settings'>): ChannelSettings {
  return JSON.parse(settings) as ChannelSettings; // only toChannelSettings' result is ever stored there
}

/** What a draft does to the stored password or secret. */
export function secretColumns(
  sealer: Sealer,
  id: string,
  draft: AlertChannelDraft,
  before: Pick<ChannelRow, 'secretSealed' | 'secretSetAt'> | undefined,
  now: number,
): Pick<ChannelRow, 'secretSealed' | 'secretSetAt'> {
  const secret = draft.type === 'email' ? draft.password : draft.secret;
  // Without a user there is nothing that a password would be sent for.
  if (secret.action === 'clear' || (draft.type === 'email' && draft.user === '')) {
    return { secretSealed: null, secretSetAt: null };
  }
  if (secret.action === 'replace') {
    return { secretSealed: sealer.seal(channelSecretPlace(id), Buffer.from(secret.value)), secretSetAt: now };
  }
  return { secretSealed: before?.secretSealed ?? null, secretSetAt: before?.secretSetAt ?? null };
}

/**
 * A stored channel, ready to send over.
 *
 * @throws {DeliveryError} when its password or secret does not open
 */
export function openChannel(sealer: Sealer, row: ChannelRow): UsableChannel {
  const { name } = row;
  const settings = readChannelSettings(row);
  const secret = openSecret(sealer, row);
  const shared = { name, enabled: row.enabled === 1 };
  return settings.type === 'email' ? { ...settings, ...shared, password: secret } : { ...settings, ...shared, secret };
}

export function openSecret(sealer: Sealer, { id, name, secretSealed }: ChannelRow): string {
  if (secretSealed === null) return '';
  try {
    return Buffer.from(sealer.open(channelSecretPlace(id), secretSealed)).toString();
  } catch (cause) {
    if (cause instanceof SealError) throw new DeliveryError(deliveryProblem('channel-not-usable', name), { cause });
    throw cause;
  }
}
