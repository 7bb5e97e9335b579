import { ApiError, toPolicyDraft } from '@crypto-cmp/api';
import { openFileStore } from '@crypto-cmp/lab-ca/node';
import { sampleDraft, sampleTrustpoint } from '@crypto-cmp/policy/testing';
import { expect, test, vi } from 'vitest';

import { createTrustpoint, trustpointOf, waitFor, waitForEnd } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { watchEvents } from '../../test/watch-events.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Two replicas over one database, with the same master key. */
async function startTwo(environment: Readonly<Record<string, string>> = {}) {
  const dataDir = makeFolder();
  const [a, b] = [await startConsole({ dataDir, environment }), await startConsole({ dataDir, environment })];
  /** One after the other. */
  const inTurn = (index: number) => (index % 2 === 0 ? a : b).client;
  return { a, b, inTurn };
}

test('two replicas do each of 50 enrollments once, and share them', async () => {
  const labDir = makeFolder();
  const { a, b, inTurn } = await startTwo({ CA_CONCURRENCY: '100', CA_STARTS_PER_MINUTE: '10000' });
  const lab = await startLab(undefined, labDir);
  const names = Array.from({ length: 50 }, (_, index) => `device-${index}`);
  const policy = labPolicy(lab);
  const [sample] = policy.trustpoints;
  if (sample === undefined) throw new Error('expected a trustpoint');
  const trustpoints = names.map((name) => ({ ...sample, name, subjectName: `CN=${name},O=Example` }));
  const created = await a.client.policies.create({ body: { ...policy, trustpoints } });

  const started = await Promise.all(
    created.trustpoints.map(async ({ id }, index) => {
      return await inTurn(index).trustpoints.startEnrollment({ params: { id }, body: { operation: 'enroll' } });
    }),
  );
  const running = async () => (await b.client.overview.get()).runningEnrollmentCount;
  await expect.poll(running, { timeout: 90_000, interval: 250 }).toBe(0);
  const ended = await Promise.all(started.map(async ({ id }) => await b.client.enrollments.get({ params: { id } })));

  expect(ended.map(({ state }) => state)).toEqual(names.map(() => 'succeeded'));
  // Nothing was sent twice, and the CA has issued one certificate each.
  expect(ended.flatMap(({ messages }) => messages).filter(({ tries }) => tries > 1)).toEqual([]);
  const issued = (await openFileStore(labDir).loadRecords()).filter(
    (record) => record.type === 'certificate' && record.status.name === 'valid',
  );
  expect(issued).toHaveLength(names.length);
  const endsIn = (log: string) => log.split('\n').filter((line) => line.includes('an enrollment has ended')).length;
  const shares = [endsIn(a.log()), endsIn(b.log())];
  expect(shares.reduce((sum, share) => sum + share, 0)).toBe(names.length);
  expect(Math.min(...shares)).toBeGreaterThan(0);
});

test('of many policies with one name, made at both replicas at once, one is made', async () => {
  const { a, inTurn } = await startTwo();
  const draft = (index: number) =>
    sampleDraft({ name: 'the same', trustpoints: [sampleTrustpoint({ name: `device-${index}` })] });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 16 }, async (_, index) => await inTurn(index).policies.create({ body: draft(index) })),
  );

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const problem of refusalsOf(outcomes)) {
    expect(problem).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/name' }],
    });
  }
  expect((await a.client.policies.list()).total).toBe(1);
});

test('of many changes to one version, made at both replicas at once, one is taken', async () => {
  const { a, b, inTurn } = await startTwo();
  const { version, ...stored } = await a.client.policies.create({ body: sampleDraft() });
  const draft = toPolicyDraft({ ...stored, version });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, async (_, index) =>
      inTurn(index).policies.replace({
        params: { id: stored.id },
        version,
        body: { ...draft, description: `change ${index}` },
      }),
    ),
  );

  const taken = outcomes.filter((outcome) => outcome.status === 'fulfilled');
  expect(taken).toHaveLength(1);
  for (const problem of refusalsOf(outcomes)) {
    expect(problem).toMatchObject({
      code: 'version-clash',
      current: { version: 2 },
    });
  }
  expect(await b.client.policies.get({ params: { id: stored.id } })).toMatchObject({
    version: 2,
    description: taken[0]?.value.description,
  });
});

test('one Idempotency-Key, sent to both replicas at once, makes one policy', async () => {
  const { b, inTurn } = await startTwo();
  const made = await Promise.all(
    Array.from({ length: 8 }, async (_, index) =>
      inTurn(index).policies.create({ body: sampleDraft(), idempotencyKey: 'the same key' }),
    ),
  );

  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect((await b.client.policies.list()).total).toBe(1);
});

test('of many enrollments of one trustpoint, started at both replicas at once, one runs', async () => {
  const [{ a, inTurn }, lab] = [await startTwo(), await startLab()];
  const { trustpointId } = await createTrustpoint(a.client, labPolicy(lab, { path: 'waiting' }));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, async (_, index) =>
      inTurn(index).trustpoints.startEnrollment({
        params: { id: trustpointId },
        body: { operation: 'enroll' },
      }),
    ),
  );

  const [running, ...others] = outcomes.filter((outcome) => outcome.status === 'fulfilled');
  expect(others).toEqual([]);
  for (const problem of refusalsOf(outcomes)) {
    expect(problem).toMatchObject({
      code: 'enrollment-running',
      enrollmentId: running?.value.id,
    });
  }
});

test('a policy is not deleted from under an enrollment that starts at the other replica', async () => {
  const [{ a, b }, lab] = [await startTwo(), await startLab()];
  for (let round = 0; round < 8; round += 1) {
    const { policy, trustpointId } = await createTrustpoint(a.client, labPolicy(lab, { name: `device-${round}` }));
    const [start, removal] = await Promise.allSettled([
      b.client.trustpoints.startEnrollment({ params: { id: trustpointId }, body: { operation: 'enroll' } }),
      a.client.policies.remove({ params: { id: policy.id } }),
    ]);
    expect([start.status, removal.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    if (start.status === 'fulfilled') await waitForEnd(a.client, start.value.id);
  }
});

test('what changes at one replica is seen by the browsers of the other', async () => {
  const { a, b } = await startTwo();
  await b.app.listen({ host: '127.0.0.1', port: 0 });
  const watcher = await watchEvents(b.app.server.address());
  // Listening begins a moment after the start.
  let round = 0;
  await expect
    .poll(async () => {
      round += 1;
      const trustpoints = [sampleTrustpoint({ name: `device-${round}` })];
      const { id } = await a.client.policies.create({ body: sampleDraft({ name: `policy-${round}`, trustpoints }) });
      await new Promise((resolve) => setTimeout(resolve, 100));
      return watcher.events.some((event) => event.type === 'policy-changed' && event.id === id);
    })
    .toBe(true);
  const ids = watcher.events.flatMap((event) => (event.type === 'policy-changed' ? [event.id] : []));
  expect(new Set(ids).size).toBe(ids.length);
  watcher.response.destroy();
});

test('an enrollment is canceled through the replica that does not work it, at once', async () => {
  const [{ a, b }, lab] = [await startTwo({ MESSAGE_TIMEOUT_SECONDS: '60' }), await startLab()];
  await b.engine.stop();
  const { trustpointId } = await createTrustpoint(b.client, labPolicy(lab, { path: 'faults/silence' }));
  const { id } = await b.client.trustpoints.startEnrollment({
    params: { id: trustpointId },
    body: { operation: 'enroll' },
  });
  await waitFor(b.client, id, ({ awaited }) => awaited !== null);
  await b.client.enrollments.cancel({ params: { id } });

  expect(await waitForEnd(b.client, id, 20_000)).toMatchObject({ state: 'canceled' });
  expect(a.log()).toContain('an enrollment has ended');
  expect((await trustpointOf(b.client, trustpointId)).runningEnrollment).toBeNull();
});

/** The problem documents of what was refused. */
function refusalsOf(outcomes: readonly PromiseSettledResult<unknown>[]) {
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return [];
    const reason: unknown = outcome.reason;
    return [reason instanceof ApiError ? reason.problem : reason];
  });
}
