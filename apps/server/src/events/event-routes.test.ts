import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { parseServerEvent, type ServerEvent } from '@crypto-cmp/api';
import { sampleDraft } from '@crypto-cmp/policy/testing';
import { expect, test } from 'vitest';

import { startConsole } from '../../test/start-console.ts';

test('tells every watcher what changed, by name and id, and never what is there', async () => {
  const { app, client } = await startConsole();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const [one, two] = [await watch(app.server.address()), await watch(app.server.address())];

  const { id } = await client.policies.create({ body: sampleDraft() });
  await client.policies.remove({ params: { id } });

  for (const watcher of [one, two]) {
    await expect
      .poll(() => watcher.events)
      .toMatchObject([
        { type: 'policy-changed', id, change: 'created' },
        { type: 'policy-changed', id, change: 'deleted' },
        { type: 'trustpoint-changed', policyId: id },
      ]);
    expect(watcher.text()).toContain('event: policy-changed\n');
    expect(watcher.text()).not.toContain('ap-7');
    watcher.response.destroy();
  }
});

test('open streams do not hold up the stop', async () => {
  const { app, close } = await startConsole();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { response } = await watch(app.server.address());
  const ended = new Promise((resolve) => response.once('close', resolve));
  const before = performance.now();
  await close();
  await ended;

  expect(performance.now() - before).toBeLessThan(3000);
});

async function watch(address: AddressInfo | string | null) {
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
