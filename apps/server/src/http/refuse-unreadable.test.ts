import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { expect, test } from 'vitest';

import { startConsole } from '../../test/start-console.ts';

test.each([
  ['a head that is too long', `GET /api/v1/policies?q=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
  ['octets that are no HTTP', 'open sesame\r\n\r\n'],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nopen sesame'],
])('answers %s with a problem document, logs nothing of it, and lives on', async (_, request) => {
  const { app, log } = await startConsole();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');

  const answer = await send(address.port, request);

  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json\r\n/);
  expect(answer).toContain('"code":"malformed-request"');
  expect(log()).not.toContain('sesame');
  expect((await fetch(`http://127.0.0.1:${address.port}/api/v1/health/live`)).status).toBe(200);
});

async function send(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  return await text(socket);
}
