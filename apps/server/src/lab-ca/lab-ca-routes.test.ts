import { join } from 'node:path';

import { expect, test } from 'vitest';

import { problemOf } from '../../test/problem-of.ts';
import { runEnrollment } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { startLab } from '../../test/start-lab.ts';

test('creates a policy for the lab CA at one click, which enrolls at the next; its Secret stays here', async () => {
  const labDir = makeFolder();
  const lab = await startLab(undefined, labDir);
  const { client, app } = await startConsole({ environment: { LAB_CA_DIR: labDir } });
  const about = await app.inject({ url: '/api/v1/lab-ca' });

  expect(about.json()).toMatchObject({ configured: true, url: `${lab.connection.url}/cmp` });
  expect(about.json().rootSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(about.body).not.toContain(lab.connection.secret);

  const policy = await client.labCa.createPolicy();
  expect(policy).toMatchObject({
    name: 'lab-ca',
    servers: [{ role: 'primary', host: '127.0.0.1', path: '/cmp' }],
    trustpoints: [{ name: 'lab-device', secret: { isSet: true } }],
  });
  expect((await runEnrollment(client, policy.trustpoints[0]?.id ?? '')).failure).toBeNull();
  expect(await client.labCa.createPolicy()).toMatchObject({
    name: 'lab-ca-2',
    trustpoints: [{ name: 'lab-device-2' }],
  });
  expect((await client.overview.get()).servers[0]).toMatchObject({ isLabCa: true, primaryOf: 2 });
});

test('says that there is none, or that it has not started', async () => {
  const without = await startConsole();
  expect(await without.client.labCa.get()).toEqual({ configured: false });
  expect(await problemOf(without.client.labCa.createPolicy())).toMatchObject({ code: 'lab-ca-not-configured' });

  const early = await startConsole({ environment: { LAB_CA_DIR: join(makeFolder(), 'not-there-yet') } });
  expect(await early.client.labCa.get()).toEqual({ configured: false });
  expect(await problemOf(early.client.labCa.createPolicy())).toMatchObject({ code: 'lab-ca-unavailable', status: 503 });
});
