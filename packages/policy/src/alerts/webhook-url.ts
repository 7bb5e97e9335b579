import type { Finding } from '../finding.ts';

/** Where a webhook is posted to: a complete URL of http or https. */
export function findWebhookUrlFault(value: string): Finding | undefined {
  const fault = (message: string): Finding => ({ code: 'url-invalid', message });
  if (!/^https?:\/\//i.test(value)) return fault('Does not begin with https:// or http://');
  if (!URL.canParse(value)) return fault('Not a URL');
  const url = new URL(value);
  // It would be stored and shown in the clear; the signature proves who sends.
  if (url.username !== '' || url.password !== '') return fault('Holds a user or a password. Enter the URL without');
  if (url.hash !== '' || value.endsWith('#')) return fault('Holds a #. What follows it is never sent to a server');
  return undefined;
}
