import type { AlertNotice } from '../messages/alert-notice.ts';
import { sendEmail } from './send-email.ts';
import { sendWebhook } from './send-webhook.ts';
import type { Delivered, UsableChannel } from './usable-channel.ts';

/**
 * Sends a message over a channel, once.
 *
 * @param remaining of an e-mail: the recipients who do not have it yet; undefined for all
 * @throws {DeliveryError}
 */
export async function sendNotice(
  channel: UsableChannel,
  notice: AlertNotice,
  now: number,
  remaining?: readonly string[],
): Promise<Delivered> {
  return channel.type === 'email'
    ? await sendEmail(channel, notice, remaining)
    : await sendWebhook(channel, notice, now);
}
