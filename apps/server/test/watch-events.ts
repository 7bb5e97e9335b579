import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { parseServerEvent, type ServerEvent } from '@crypto-cmp/api';
import { expect } from 'vitest';

/** A browser at `GET /events`, as far as it matters. */
export async function watchEvents(address: AddressInfo | string | null) {
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port: address.port, path: '/api/v1/events' }, resolve).on('error', reject);
  });
  expect(response.headers['content-type']).toBe('text/event-stream');
  response.on('error', () => undefined);
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await expect.poll(() => text).toContain(': connected');
  return {
    response,
    text: () => text,
    get events(): ServerEvent[] {
      return [...text.matchAll(/^data: (.*)$/gm)].flatMap(([, data = '']) => parseServerEvent(data) ?? []);
    },
  };
}
