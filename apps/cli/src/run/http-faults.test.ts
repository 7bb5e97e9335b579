import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { FaultName } from '@crypto-cmp/lab-ca';
import { type RunningLabCa, startLabCa } from '@crypto-cmp/lab-ca/node';
import { encodePem } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { fakeHost } from '../../test/fake-host.ts';
import { runCli } from '../run-cli.ts';

let folder: string;
let lab: RunningLabCa;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cmp-http-'));
  lab = await startLabCa({ folder: join(folder, 'lab-ca'), port: 0 });
  const { privateKey } = await nodeCrypto.generateKeyPair('ec-p256');
  await writeFile(join(folder, 'new.key'), encodePem('PRIVATE KEY', privateKey));
});
afterAll(async () => {
  await lab.stop();
  await rm(folder, { recursive: true, force: true });
});

it.each<[FaultName, RegExp]>([
  ['http-404', /answered HTTP 404 Not Found/],
  ['http-503', /answered HTTP 503 Service Unavailable, ask again after 120 s/],
  ['http-204', /sent an empty answer/],
  ['http-redirect', /answered HTTP 302 Found, which is not followed/],
  ['http-redirect-elsewhere', /answered HTTP 308 Permanent Redirect, which is not followed/],
  ['html-page', /answered with a web page \(text\/html\), expected a CMP message/],
  ['html-error-page', /answered HTTP 502 Bad Gateway/],
  ['error-in-http-400', /systemFailure/],
  ['error-in-http-500', /systemFailure/],
  ['answer-truncated', /closed the connection/],
  ['connection-reset', /closed the connection/],
])('says what came in place of an answer: %s', async (fault, words) => {
  const host = fakeHost();
  const { url, referenceId, secret } = lab.connection;
  const server = `-config  -cmd ir -server ${url}/cmp/faults/${fault} -subject /CN=device`;
  const files = `-newkey ${join(folder, 'new.key')} -certout ${join(folder, 'new.pem')}`;
  const code = await runCli(`${server} ${files} -ref ${referenceId} -secret pass:${secret}`.split(' '), host);
  expect(code).toBe(1);
  expect(host.said.join('\n')).toMatch(words);
  expect(host.said.join('\n')).not.toContain(secret);
});
