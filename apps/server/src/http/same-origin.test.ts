import { sampleDraft } from '@crypto-cmp/policy/testing';
import { expect, test } from 'vitest';

import { startConsole } from '../../test/start-console.ts';

const write = { method: 'POST', url: '/api/v1/policies', payload: sampleDraft() } as const;
const read = { method: 'GET', url: '/api/v1/policies' } as const;

test.each(['localhost', 'localhost:8080', '127.0.0.1:8080', '127.5.5.5', '[::1]:8080'])(
  'answers to the name %s of this computer',
  async (host) => {
    const { app } = await startConsole();

    expect((await app.inject({ ...read, headers: { host } })).statusCode).toBe(200);
  },
);

test.each(['attacker.example', '192.0.2.1:8080', 'localhost.attacker.example', '127.0.0.1.nip.example'])(
  'refuses the host %o, which a rebound name of an attacker would send',
  async (host) => {
    const { app } = await startConsole();
    const response = await app.inject({ ...read, headers: { host } });

    expect(response.statusCode).toBe(421);
    expect(response.json()).toMatchObject({ code: 'host-refused' });
  },
);

test.each([
  { origin: 'https://attacker.example' },
  { origin: 'http://localhost:3000' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
])('refuses a write by a page of another origin: %o', async (headers) => {
  const { app, client } = await startConsole();
  const response = await app.inject({ ...write, headers: { host: 'localhost:8080', ...headers } });

  expect(response.statusCode).toBe(403);
  expect(response.json()).toMatchObject({ code: 'origin-refused' });
  expect((await client.policies.list()).total).toBe(0);
});

test.each([{ origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, {}])(
  'takes a write of its own page, or of a program: %o',
  async (headers) => {
    const { app } = await startConsole();
    const response = await app.inject({ ...write, headers: { host: 'localhost:8080', ...headers } });

    expect(response.statusCode).toBe(201);
  },
);

test('a form cannot be sent as text/plain, and a body that is no JSON is said to be none', async () => {
  const { app } = await startConsole();
  const plain = await app.inject({ ...write, payload: '{}', headers: { 'content-type': 'text/plain' } });
  const broken = await app.inject({ ...write, payload: '{', headers: { 'content-type': 'application/json' } });

  expect(plain.json()).toMatchObject({ code: 'media-type-not-supported', status: 415 });
  expect(broken.json()).toMatchObject({ code: 'malformed-request', status: 400 });
});

test('tells the browser to run no foreign script and to keep nothing', async () => {
  const { app } = await startConsole();
  const { headers } = await app.inject(read);

  expect(headers['content-security-policy']).toContain("script-src 'self';");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cache-control']).toBe('no-store');
});
