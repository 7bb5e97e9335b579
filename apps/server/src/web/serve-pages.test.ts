import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { makeFolder, startConsole } from '../../test/start-console.ts';

const browser = { accept: 'text/html,application/xhtml+xml', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' };

async function startWithPages() {
  const webDir = makeFolder();
  mkdirSync(join(webDir, 'assets'));
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Console</title>');
  writeFileSync(join(webDir, 'assets', 'main-abc123.js'), 'export {}');
  return await startConsole({ webDir });
}

test.each(['/', '/policies/new', '/enrollments/7/messages/2?node=header'])(
  'answers a browser at %s with the app, asked for anew each time',
  async (url) => {
    const { app } = await startWithPages();
    const response = await app.inject({ url, headers: browser });

    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('<title>Console</title>');
    expect(response.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' });
    expect(response.headers['content-security-policy']).toBeDefined();
  },
);

test('keeps files with a hash in their name for ever', async () => {
  const { app } = await startWithPages();
  const response = await app.inject({ url: '/assets/main-abc123.js' });

  expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(response.headers['content-type']).toContain('javascript');
});

test.each(['/assets/gone-000.js', '/api/v1/nothing', '/api/v2/policies', '/favicon.png'])(
  'does not answer %s with a page',
  async (url) => {
    const { app } = await startWithPages();
    const response = await app.inject({ url, headers: { accept: '*/*' } });

    expect(response.json()).toMatchObject({ code: 'route-not-found', status: 404 });
  },
);

test.each(['/../console.db', '/%2e%2e/console.db', '/assets/..%2f..%2fmaster.key'])(
  'does not leave its folder for %s',
  async (url) => {
    const { app } = await startWithPages();
    const response = await app.inject({ url, headers: { accept: '*/*' } });

    expect(response.statusCode).toBeGreaterThanOrEqual(400);
  },
);

test('says that the app is not built, where it is not', async () => {
  const { app } = await startConsole({ webDir: makeFolder() });
  const response = await app.inject({ url: '/', headers: browser });

  expect(response.statusCode).toBe(503);
  expect(response.body).toContain('npm run build');
});
