import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createTrustpoint, runEnrollment } from '../../test/run-enrollment.ts';
import { startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';

test('no Secret and no private key is in a log, an answer, or the data folder', { timeout: 60_000 }, async () => {
  const [server, lab] = [await startConsole(), await startLab()];
  const { client, app } = server;
  const wrong = 'a wrong Secret nobody must see';
  const secrets = [lab.connection.secret, wrong];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { path: 'explicit-confirm' }));
  const failing = await createTrustpoint(client, labPolicy(lab, { name: 'failing', secret: wrong }));
  const good = await runEnrollment(client, trustpointId);
  const bad = await runEnrollment(client, failing.trustpointId);
  expect([good.state, bad.state]).toEqual(['succeeded', 'failed']);
  await app.inject({
    method: 'POST',
    url: '/api/v1/policies',
    payload: { trustpoints: [{ secret: wrong }], name: wrong },
  });

  const addresses = [
    '/policies',
    `/policies/${failing.policy.id}`,
    '/trustpoints',
    `/trustpoints/${trustpointId}`,
    `/trustpoints/${trustpointId}/certificate?format=chain`,
    '/enrollments',
    `/enrollments/${good.id}`,
    `/enrollments/${bad.id}`,
    ...good.messages.map(({ n }) => `/enrollments/${good.id}/messages/${n}`),
    '/overview',
  ];
  const answers = await Promise.all(
    addresses.map(async (url) => (await app.inject({ url: `/api/v1${url}`, headers: { accept: '*/*' } })).rawPayload),
  );
  await server.close();
  const folder = server.settings.dataDir;
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  const everything = Buffer.concat([...answers, ...files, Buffer.from(server.log())]);

  for (const secret of secrets) {
    for (const encoding of ['utf8', 'hex', 'base64'] as const) {
      expect(everything.includes(Buffer.from(secret).toString(encoding).replace(/=+$/, ''))).toBe(false);
    }
  }
  // The beginning of an EC private key in PKCS#8.
  const pkcs8 = Buffer.from('308187020100301306072a8648ce3d020106082a8648ce3d030107', 'hex');
  expect(everything.includes(pkcs8)).toBe(false);
  expect(everything.includes(pkcs8.toString('hex'))).toBe(false);
  expect(everything.includes('PRIVATE KEY')).toBe(false);
  // The search itself works: what is no secret is there.
  expect(everything.includes('CN=failing')).toBe(true);
});
