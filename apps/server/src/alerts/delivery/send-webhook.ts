import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';

import type { AlertNotice } from '../messages/alert-notice.ts';
import { DeliveryError, deliveryProblem, networkProblem } from './delivery-problem.ts';
import type { Delivered, UsableWebhook } from './usable-channel.ts';

/**
 * Posts a message to a webhook, once. Any 2xx means that it was taken. No redirect is followed: it would take a signed
 * message to where nobody has pointed the console.
 *
 * Of the answer only the status counts. The rest is not read: a URL that points into the network of this computer must not
 * become a way to read there, and no answer is too long.
 *
 * @param now milliseconds since 1970
 * @throws {DeliveryError} when it was not taken
 */
export async function sendWebhook(channel: UsableWebhook, notice: AlertNotice, now: number): Promise<Delivered> {
  const url = new URL(channel.url);
  const body = Buffer.from(JSON.stringify(notice));
  const timestamp = String(Math.floor(now / 1000));
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'user-agent': 'crypto-cmp-console',
    'webhook-id': notice.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signWebhook(channel.secret, notice.id, timestamp, body),
  };
  const status = await post(url, headers, body, channel.trustAnchors);
  if (status >= 200 && status < 300) return { recipients: [] };
  const code = status >= 300 && status < 400 ? 'http-redirect' : 'http-status';
  throw new DeliveryError(deliveryProblem(code, url.host, `HTTP ${status}`));
}

/**
 * The signature of a message: HMAC-SHA256 over id, time and body, as Standard Webhooks has it, so that receivers can use
 * any of its libraries. The time is signed, so that a message that was overheard is of no use an hour later.
 *
 * @param secret its characters are the key; after `whsec_`, base64 of the key
 */
export function signWebhook(secret: string, id: string, timestamp: string, body: Uint8Array): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return `v1,${mac}`;
}

async function post(
  url: URL,
  headers: Readonly<Record<string, string | number>>,
  body: Buffer,
  trustAnchors: readonly string[],
): Promise<number> {
  return await new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, agent: false as const };
    const request =
      url.protocol === 'https:'
        ? requestHttps(url, { ...options, ca: [...rootCertificates, ...trustAnchors], minVersion: 'TLSv1.2' })
        : requestHttp(url, options);
    const fail = (error: unknown) => {
      clearTimeout(timer);
      const problem = networkProblem(error, url.host) ?? deliveryProblem('unexpected-answer', url.host);
      reject(error instanceof DeliveryError ? error : new DeliveryError(problem, { cause: error }));
    };
    // One time for the whole exchange: a receiver that drips its answer is as late as one that is silent.
    const timer = setTimeout(() => {
      const isConnected = request.socket?.connecting === false;
      const code = isConnected ? 'answer-timed-out' : 'connection-timed-out';
      request.destroy(new DeliveryError(deliveryProblem(code, url.host)));
    }, WHOLE_TIMEOUT_MS);
    request.on('error', fail);
    request.on('response', (response) => {
      clearTimeout(timer);
      resolve(response.statusCode ?? 0);
      // The status is all that counts.
      response.destroy();
    });
    request.end(body);
  });
}

const WHOLE_TIMEOUT_MS = 15_000;
