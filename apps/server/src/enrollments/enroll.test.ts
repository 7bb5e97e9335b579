import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CHECK_NAMES } from '@crypto-cmp/cmp';
import { expect, test, vi } from 'vitest';

import { problemOf } from '../../test/problem-of.ts';
import { createTrustpoint, runEnrollment, trustpointOf, waitFor, waitForEnd } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { labPolicy, labServer, startLab } from '../../test/start-lab.ts';
import { openStored } from '../../test/test-database.ts';

vi.setConfig({ testTimeout: 60_000 });

test('enrolls: a confirmed certificate is the trustpoint’s current one, and its chain verifies', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId, policy } = await createTrustpoint(client, labPolicy(lab, { path: 'explicit-confirm' }));
  const enrollment = await runEnrollment(client, trustpointId);

  expect(enrollment).toMatchObject({
    state: 'succeeded',
    isFirst: true,
    requestType: 'ir',
    policy: { id: policy.id, name: policy.name },
    protection: { sent: 'mac', received: 'mac' },
    failover: null,
    failure: null,
    awaited: null,
    canCancel: false,
  });
  expect(enrollment.messages.map(({ direction, bodyType }) => [direction, bodyType])).toEqual([
    ['sent', 'ir'],
    ['received', 'ip'],
    ['sent', 'certConf'],
    ['received', 'pkiconf'],
  ]);
  expect(enrollment.messages[1]?.checks.map(({ name }) => name)).toEqual([...CHECK_NAMES]);
  expect(enrollment.messages[1]?.checks.every(({ verdict }) => verdict !== 'failed')).toBe(true);
  expect(enrollment.steps.map(({ state }) => state)).toEqual(['queued', 'requesting', 'confirming', 'succeeded']);
  expect(enrollment.comparison.every(({ verdict }) => verdict === 'same')).toBe(true);

  const trustpoint = await trustpointOf(client, trustpointId);
  expect(trustpoint).toMatchObject({
    needsYou: false,
    lastFailure: null,
    runningEnrollment: null,
    certificate: { sha256: enrollment.received?.sha256, key: 'EC P-256' },
    chain: { complete: true },
    history: [{ kind: 'enrolled', enrollmentId: enrollment.id }, { kind: 'created' }],
  });
  expect(trustpoint.chain?.items.map(({ role, signatureVerified }) => [role, signatureVerified])).toEqual([
    ['end-entity', true],
    ['intermediate', true],
    ['trust-anchor', null],
  ]);

  const folder = makeFolder();
  const chain = await client.trustpoints.certificate({ params: { id: trustpointId }, query: { format: 'chain' } });
  writeFileSync(join(folder, 'chain.pem'), chain.bytes);
  expect(chain.fileName).toBe('device-chain.pem');
  const verdict = execFileSync('openssl', [
    'verify',
    '-CAfile',
    lab.rootCertificatePath,
    '-untrusted',
    join(folder, 'chain.pem'),
    join(folder, 'chain.pem'),
  ]);
  expect(verdict.toString()).toContain('OK');
});

test('gives the certificate as PEM and as DER, and says so when there is none', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  const download = async (format: 'pem' | 'der') =>
    await client.trustpoints.certificate({ params: { id: trustpointId }, query: { format } });

  expect(await problemOf(download('pem'))).toMatchObject({ code: 'certificate-not-found', status: 404 });
  await runEnrollment(client, trustpointId);
  const [pem, der] = [await download('pem'), await download('der')];
  expect(new TextDecoder().decode(pem.bytes)).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  expect(der).toMatchObject({ mediaType: 'application/pkix-cert', fileName: 'device.cer' });
  expect(der.bytes[0]).toBe(0x30);
});

test('gives each message as octets and as a labelled tree', async () => {
  const [{ client, app }, lab] = [await startConsole(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  const { id } = await runEnrollment(client, trustpointId);
  const message = await client.enrollments.message({ params: { id, n: 1 } });
  const tree = await client.enrollments.messageTree({ params: { id, n: 1 } });

  expect(message.mediaType).toBe('application/pkixcmp');
  expect(tree.message).toMatchObject({ n: 1, bodyType: 'ir', octets: message.bytes.length });
  expect(tree.tree).toMatchObject({ offset: 0, length: message.bytes.length });
  expect(await problemOf(client.enrollments.message({ params: { id, n: 99 } }))).toMatchObject({
    code: 'message-not-found',
  });
  const other = await app.inject({ url: `/api/v1/enrollments/${id}/messages/1`, headers: { accept: 'text/html' } });
  expect(other.json()).toMatchObject({ code: 'not-acceptable', status: 406 });
});

test('takes signed answers to a request under the Secret where the policy names a trust anchor', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const path = 'signed-answers';
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { path }));
  const enrollment = await runEnrollment(client, trustpointId);
  expect(enrollment).toMatchObject({ state: 'succeeded', protection: { sent: 'mac', received: 'signature' } });

  const bare = await createTrustpoint(client, labPolicy(lab, { path, name: 'without-anchor', trustAnchors: [] }));
  expect(await runEnrollment(client, bare.trustpointId)).toMatchObject({
    state: 'failed',
    failure: { code: 'protection-kind-differs', explanation: { field: { pointer: '/trustAnchors' } } },
  });
});

test('renews with the current certificate, which stays in the history', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { path: 'explicit-confirm' }));
  const first = await runEnrollment(client, trustpointId);
  const second = await runEnrollment(client, trustpointId, 'renew');

  expect(second).toMatchObject({
    state: 'succeeded',
    requestType: 'kur',
    isFirst: false,
    protection: { sent: 'signature', received: 'signature' },
    replaces: { sha256: first.received?.sha256 },
  });
  expect(second.received?.sha256).not.toBe(first.received?.sha256);
  const trustpoint = await trustpointOf(client, trustpointId);
  expect(trustpoint.certificate?.sha256).toBe(second.received?.sha256);
  expect(trustpoint.history.map(({ kind }) => kind)).toEqual(['renewed', 'enrolled', 'created']);
});

test('renews a certificate whose root came under the Secret, though the policy names no trust anchor', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { trustAnchors: [] }));
  const first = await runEnrollment(client, trustpointId);
  const second = await runEnrollment(client, trustpointId, 'renew');

  expect([first.state, second.state]).toEqual(['succeeded', 'succeeded']);
});

test.each(['rsa-2048', 'ec-p384', 'ed25519', 'ed448'] as const)(
  'makes and enrolls a key of type %s',
  async (keyType) => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { keyType }));
    const enrollment = await runEnrollment(client, trustpointId);

    expect(enrollment.failure).toBeNull();
    expect((await runEnrollment(client, trustpointId, 'renew')).state).toBe('succeeded');
  },
);

test('keeps the last five keys beside the current one, and every certificate', async () => {
  const dataDir = makeFolder();
  const [{ client, close }, lab] = [await startConsole({ dataDir }), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  await runEnrollment(client, trustpointId);
  for (let round = 0; round < 7; round += 1) await runEnrollment(client, trustpointId, 'renew');
  await close();

  const database = await openStored(dataDir);
  expect(
    await database.selectFrom('keys').select('id').where('privateKeySealed', 'is not', null).execute(),
  ).toHaveLength(6);
  const certificates = await database.selectFrom('certificates').select('replacedAt').execute();
  expect(certificates).toHaveLength(8);
  expect(certificates.filter(({ replacedAt }) => replacedAt === null)).toHaveLength(1);
});

test('waits as long as the CA wants, and tells when it asks again', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { path: 'waiting' }));
  const { id } = await client.trustpoints.startEnrollment({
    params: { id: trustpointId },
    body: { operation: 'enroll' },
  });
  const waiting = await waitFor(client, id, ({ state, nextStepAt }) => state === 'waiting' && nextStepAt !== null);
  expect(Date.parse(waiting.nextStepAt ?? '')).toBeGreaterThan(Date.parse(waiting.createdAt));
  expect((await trustpointOf(client, trustpointId)).runningEnrollment).toMatchObject({ id, state: 'waiting' });

  const enrollment = await waitForEnd(client, id);
  expect(enrollment.state).toBe('succeeded');
  expect(enrollment.messages.filter(({ bodyType }) => bodyType === 'pollReq').length).toBeGreaterThan(0);
});

test('goes on polling where it was after a restart', async () => {
  const dataDir = makeFolder();
  const lab = await startLab();
  const first = await startConsole({ dataDir });
  const { trustpointId } = await createTrustpoint(first.client, labPolicy(lab, { path: 'waiting' }));
  const { id } = await first.client.trustpoints.startEnrollment({
    params: { id: trustpointId },
    body: { operation: 'enroll' },
  });
  const before = await waitFor(first.client, id, ({ state }) => state === 'waiting');
  await first.close();

  const second = await startConsole({ dataDir });
  const enrollment = await waitForEnd(second.client, id);
  expect(enrollment).toMatchObject({ state: 'succeeded', transactionID: before.transactionID });
});

test('asks Secondary with the same bytes when Primary is dead, and shows it', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const dead = { role: 'primary', host: '127.0.0.1', port: 1, path: '/cmp', transport: 'http' } as const;
  const { trustpointId } = await createTrustpoint(
    client,
    labPolicy(lab, { servers: [dead, labServer(lab, 'explicit-confirm', 'secondary')] }),
  );
  const enrollment = await runEnrollment(client, trustpointId);

  expect(enrollment).toMatchObject({
    state: 'succeeded',
    server: { role: 'secondary' },
    failover: { reason: expect.stringContaining('refused the connection') },
  });
  const [lost, sent, , certConf] = enrollment.messages;
  expect(lost).toMatchObject({
    bodyType: 'ir',
    tries: 3,
    server: { role: 'primary' },
    problem: { code: 'connection-refused' },
  });
  expect(sent).toMatchObject({
    bodyType: 'ir',
    tries: 1,
    octets: lost?.octets,
    server: { role: 'secondary' },
    problem: null,
  });
  expect(certConf).toMatchObject({ bodyType: 'certConf', server: { role: 'secondary' } });
  const [one, two] = await Promise.all(
    [1, 2].map(async (n) => await client.enrollments.message({ params: { id: enrollment.id, n } })),
  );
  expect(one?.bytes).toEqual(two?.bytes);
  const { servers } = await client.overview.get();
  expect(servers).toMatchObject([
    { server: { port: 1 }, primaryOf: 1, lastContact: { answers: false } },
    { secondaryOf: 1, lastContact: { answers: true } },
  ]);
});

test('an answer is never a reason to ask Secondary: the CA has said no', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId, policy } = await createTrustpoint(
    client,
    labPolicy(lab, { secret: 'wrong', servers: [labServer(lab), labServer(lab, 'waiting', 'secondary')] }),
  );
  const enrollment = await runEnrollment(client, trustpointId);

  expect(enrollment.failover).toBeNull();
  expect(enrollment.failure).toMatchObject({
    kind: 'peer-rejected',
    explanation: {
      cause: expect.stringContaining('The CA does not accept the Secret or the Reference ID.'),
      field: { policyId: policy.id, pointer: '/trustpoints/0/secret', label: 'Secret' },
    },
  });
});

test('a failed renewal leaves the old certificate in use', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId, policy } = await createTrustpoint(client, labPolicy(lab));
  const first = await runEnrollment(client, trustpointId);
  await client.policies.replace({
    params: { id: policy.id },
    version: 1,
    body: {
      ...labPolicy(lab, { path: 'faults/certificate-key-differs' }),
      trustpoints: labPolicy(lab).trustpoints.map((item) => ({
        ...item,
        id: trustpointId,
        secret: { action: 'keep' },
      })),
    },
  });
  const second = await runEnrollment(client, trustpointId, 'renew');

  expect(second).toMatchObject({ state: 'failed', failure: { code: 'certificate-key-differs' } });
  expect(await trustpointOf(client, trustpointId)).toMatchObject({
    certificate: { sha256: first.received?.sha256 },
    needsYou: true,
    lastFailure: { enrollmentId: second.id, code: 'certificate-key-differs', retryCanCure: false },
  });
});

test('at most one enrollment of a trustpoint runs; the second is told which', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { path: 'waiting' }));
  const start = async (idempotencyKey?: string) =>
    await client.trustpoints.startEnrollment({
      params: { id: trustpointId },
      body: { operation: 'enroll' },
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
  const first = await start('key-1');

  expect(await problemOf(start())).toMatchObject({ code: 'enrollment-running', status: 409, enrollmentId: first.id });
  expect((await start('key-1')).id).toBe(first.id);
  await waitForEnd(client, first.id);
  expect((await client.enrollments.list({ query: { trustpoint: trustpointId } })).total).toBe(1);
});

test('says at once what cannot work: no Secret, no certificate, nothing there', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId, policy } = await createTrustpoint(client, labPolicy(lab));
  const start = async (operation: 'enroll' | 'renew', id = trustpointId) =>
    await client.trustpoints.startEnrollment({ params: { id }, body: { operation } });

  expect(await problemOf(start('renew'))).toMatchObject({ code: 'enrollment-not-possible', status: 409 });
  expect(await problemOf(start('enroll', 'nobody'))).toMatchObject({ code: 'trustpoint-not-found' });
  await runEnrollment(client, trustpointId);
  await client.policies.replace({
    params: { id: policy.id },
    version: 1,
    body: {
      ...labPolicy(lab),
      trustpoints: labPolicy(lab).trustpoints.map((item) => ({
        ...item,
        id: trustpointId,
        secret: { action: 'clear' },
      })),
    },
  });
  expect(await problemOf(start('enroll'))).toMatchObject({
    code: 'enrollment-not-possible',
    detail: expect.stringContaining('no Secret'),
  });
  expect((await runEnrollment(client, trustpointId, 'renew')).state).toBe('succeeded');
});

test('an expired certificate cannot sign, so its renewal enrolls with the Secret', async () => {
  let offset = 0;
  const [{ client }, lab] = [await startConsole({ now: () => Date.now() + offset }), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  await runEnrollment(client, trustpointId);
  offset = 400 * 86_400_000;

  expect(await trustpointOf(client, trustpointId)).toMatchObject({ state: 'expired', needsYou: true });
  expect((await runEnrollment(client, trustpointId, 'renew')).requestType).toBe('ir');
});

test('a policy whose trustpoint holds a valid certificate goes only by force, and never while it enrolls', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId, policy } = await createTrustpoint(client, labPolicy(lab, { path: 'waiting' }));
  const params = { id: policy.id };
  const { id } = await client.trustpoints.startEnrollment({
    params: { id: trustpointId },
    body: { operation: 'enroll' },
  });
  expect(await problemOf(client.policies.remove({ params, query: { force: 'true' } }))).toMatchObject({
    code: 'policy-in-use',
    canForce: false,
    usedBy: [{ kind: 'enrollment', trustpoint: { id: trustpointId, name: 'device' } }],
  });
  await waitForEnd(client, id);
  expect(await problemOf(client.policies.remove({ params }))).toMatchObject({
    canForce: true,
    usedBy: [{ kind: 'certificate', trustpoint: { id: trustpointId } }],
  });
  const without = { ...labPolicy(lab), trustpoints: labPolicy(lab, { name: 'other' }).trustpoints };
  expect(await problemOf(client.policies.replace({ params, version: 1, body: without }))).toMatchObject({
    code: 'trustpoint-in-use',
    canForce: true,
  });

  await client.policies.remove({ params, query: { force: 'true' } });
  expect(await problemOf(client.trustpoints.get({ params: { id: trustpointId } }))).toMatchObject({
    code: 'trustpoint-not-found',
  });
  expect(await client.enrollments.get({ params: { id } })).toMatchObject({ trustpoint: { name: 'device' } });
});
