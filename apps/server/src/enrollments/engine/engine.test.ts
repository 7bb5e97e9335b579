import { TransferError } from '@crypto-cmp/cmp';
import { expect, test, vi } from 'vitest';

import { problemOf } from '../../../test/problem-of.ts';
import { createTrustpoint, runEnrollment, trustpointOf, waitFor, waitForEnd } from '../../../test/run-enrollment.ts';
import { makeFolder, startConsole } from '../../../test/start-console.ts';
import { labPolicy, labServer, startLab } from '../../../test/start-lab.ts';
import { openStored } from '../../../test/test-database.ts';
import { openHttpTransport } from './http-transport.ts';
import type { OutgoingTransfer, SendMessage } from './send-message.ts';

vi.setConfig({ testTimeout: 60_000 });

/** The real network, with something done to some messages. */
function transport(send: (real: SendMessage) => SendMessage) {
  return () => {
    const real = openHttpTransport();
    return { send: send((message) => real.send(message)), close: () => real.close() };
  };
}

const lost = new TransferError('connection-reset', 'ca closed the connection', { mayHaveArrived: true });

test('cancels a queued enrollment before anything is sent', async () => {
  const [{ client, engine }, lab] = [await startConsole(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  await engine.stop();
  const { id } = await client.trustpoints.startEnrollment({
    params: { id: trustpointId },
    body: { operation: 'enroll' },
  });
  await client.enrollments.cancel({ params: { id } });
  expect(await client.enrollments.get({ params: { id } })).toMatchObject({ state: 'queued', canCancel: false });
  await engine.start();

  const ended = await waitForEnd(client, id);
  expect(ended).toMatchObject({ state: 'canceled', messages: [], transactionID: null });
  expect(await problemOf(client.enrollments.cancel({ params: { id } }))).toMatchObject({ code: 'enrollment-ended' });
  expect(await trustpointOf(client, trustpointId)).toMatchObject({ lastFailure: null, needsYou: false });
});

test('cancels while a message is on its way, at once, and tells the CA', async () => {
  const hang: SendMessage = async ({ signal }: OutgoingTransfer) =>
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () =>
        reject(new TransferError('transfer-canceled', 'canceled', { mayHaveArrived: true })),
      );
    });
  let sent = 0;
  const [{ client }, lab] = [
    await startConsole({
      openTransport: transport((real) => async (m) => ((sent += 1) === 1 ? await hang(m) : await real(m))),
    }),
    await startLab(),
  ];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  const { id } = await client.trustpoints.startEnrollment({
    params: { id: trustpointId },
    body: { operation: 'enroll' },
  });
  await waitFor(client, id, ({ awaited }) => awaited !== null);
  await client.enrollments.cancel({ params: { id } });

  expect(await waitForEnd(client, id, 3000)).toMatchObject({
    state: 'canceled',
    failure: { code: 'canceled' },
    messages: [{ bodyType: 'ir' }, { bodyType: 'error', direction: 'sent' }],
  });
});

test('cancels while the CA lets it wait', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { path: 'faults/polling-check-after-huge' }));
  const { id } = await client.trustpoints.startEnrollment({
    params: { id: trustpointId },
    body: { operation: 'enroll' },
  });
  await waitFor(client, id, ({ nextStepAt }) => nextStepAt !== null);
  await client.enrollments.cancel({ params: { id } });

  expect(await waitForEnd(client, id, 3000)).toMatchObject({ state: 'canceled' });
  expect((await trustpointOf(client, trustpointId)).certificate).toBeNull();
});

test('cancels a confirmation that does not come through, and rejects the certificate', async () => {
  let isDown = true;
  const [{ client }, lab] = [
    await startConsole({
      openTransport: transport((real) => async (message) => {
        const answer = await real(message);
        // certConf is the shortest message of an enrollment.
        if (isDown && message.bytes.length < 450) throw lost;
        return answer;
      }),
    }),
    await startLab(),
  ];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { path: 'explicit-confirm' }));
  const { id } = await client.trustpoints.startEnrollment({
    params: { id: trustpointId },
    body: { operation: 'enroll' },
  });
  await waitFor(client, id, ({ state, messages }) => state === 'confirming' && messages.at(-1)?.problem !== null);
  isDown = false;
  await client.enrollments.cancel({ params: { id } });

  const ended = await waitForEnd(client, id, 10_000);
  expect(ended).toMatchObject({ state: 'canceled' });
  expect(ended.messages.filter(({ bodyType }) => bodyType === 'certConf').length).toBeGreaterThan(1);
  expect((await trustpointOf(client, trustpointId)).certificate).toBeNull();
});

test('sends the same bytes again when an answer was lost, and takes the answer the CA gives again', async () => {
  let sent = 0;
  const [{ client }, lab] = [
    await startConsole({
      openTransport: transport((real) => async (message) => {
        const answer = await real(message);
        sent += 1;
        if (sent === 1) throw lost;
        return answer;
      }),
    }),
    await startLab(),
  ];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  const enrollment = await runEnrollment(client, trustpointId);

  expect(enrollment.state).toBe('succeeded');
  expect(enrollment.messages.slice(0, 2)).toMatchObject([{ tries: 2, problem: null }, { bodyType: 'ip' }]);
});

test('says that the answer was lost when the CA does not give it again', async () => {
  let sent = 0;
  const [{ client }, lab] = [
    await startConsole({
      openTransport: transport((real) => async (message) => {
        sent += 1;
        // The CA knows the transaction, and under another path it takes the message for another one.
        if (sent > 1)
          return await real({
            ...message,
            server: { ...message.server, path: '/cmp/explicit-confirm' },
          });
        await real(message);
        throw lost;
      }),
    }),
    await startLab(),
  ];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  const enrollment = await runEnrollment(client, trustpointId);

  expect(enrollment).toMatchObject({
    state: 'failed',
    failure: { code: 'answer-lost', certificateMayExist: true, claim: { failInfo: ['transactionIdInUse'] } },
  });
  expect(enrollment.failure?.explanation.detail).toContain(enrollment.transactionID);
});

test('gives up after its total time, with the last reason why there was no answer', async () => {
  let clock = 0;
  const refused = new TransferError('connection-refused', 'ca refused the connection', { mayHaveArrived: false });
  const [{ client }, lab] = [
    await startConsole({
      now: () => Date.now() + clock,
      openTransport: transport(() => async () => {
        clock += 400_000;
        throw refused;
      }),
    }),
    await startLab(),
  ];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  const enrollment = await runEnrollment(client, trustpointId);

  expect(enrollment).toMatchObject({
    state: 'failed',
    messages: [{ tries: 1 }],
    failure: { kind: 'transport', code: 'connection-refused', certificateMayExist: false, retryCanCure: true },
  });
});

test('a row that cannot be worked ends as failed, and the others go on', async () => {
  const dataDir = makeFolder();
  const [console, lab] = [await startConsole({ dataDir }), await startLab()];
  const bad = await createTrustpoint(console.client, labPolicy(lab, { name: 'bad' }));
  const good = await createTrustpoint(console.client, labPolicy(lab, { name: 'good' }));
  const database = await openStored(dataDir);
  await database.updateTable('trustpoints').set({ settings: 'no json' }).where('id', '=', bad.trustpointId).execute();
  const start = async (id: string) =>
    await console.client.trustpoints.startEnrollment({ params: { id }, body: { operation: 'enroll' } });
  const { id } = await start(bad.trustpointId).catch(async () => {
    // Its page cannot be read either; its row is in the queue all the same.
    const list = await console.client.enrollments.list();
    return { id: list.items[0]?.id ?? '' };
  });

  expect((await runEnrollment(console.client, good.trustpointId)).state).toBe('succeeded');
  await expect
    .poll(async () => (await console.client.enrollments.list({ query: { q: 'bad' } })).items[0], { timeout: 20_000 })
    .toMatchObject({ id, state: 'failed', failure: { code: 'console-failed' } });
});

test('a Secret that was moved to another trustpoint by hand does not open, and is said so', async () => {
  const dataDir = makeFolder();
  const [{ client }, lab] = [await startConsole({ dataDir }), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { name: 'one' }));
  await createTrustpoint(client, labPolicy(lab, { name: 'two' }));
  const database = await openStored(dataDir);
  const { secretSealed } = await database
    .selectFrom('trustpoints')
    .select('secretSealed')
    .where('id', '!=', trustpointId)
    .executeTakeFirstOrThrow();
  await database.updateTable('trustpoints').set({ secretSealed }).where('id', '=', trustpointId).execute();

  expect((await runEnrollment(client, trustpointId)).failure).toMatchObject({ code: 'sealed-value-not-readable' });
});

test('an edit of the policy meanwhile changes nothing in a running enrollment', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId, policy } = await createTrustpoint(client, labPolicy(lab, { path: 'waiting' }));
  const { id } = await client.trustpoints.startEnrollment({
    params: { id: trustpointId },
    body: { operation: 'enroll' },
  });
  await waitFor(client, id, ({ state }) => state === 'waiting');
  const changed = labPolicy(lab, { path: 'faults/silence', secret: 'another one', trustAnchors: [] });
  await client.policies.replace({
    params: { id: policy.id },
    version: 1,
    body: { ...changed, trustpoints: changed.trustpoints.map((item) => ({ ...item, id: trustpointId })) },
  });

  expect(await waitForEnd(client, id)).toMatchObject({ state: 'succeeded' });
});

test('a graceful stop breaks off a silent exchange, and the next start takes it up again', async () => {
  const dataDir = makeFolder();
  const lab = await startLab();
  const first = await startConsole({ dataDir });
  const { trustpointId } = await createTrustpoint(
    first.client,
    labPolicy(lab, { servers: [labServer(lab, 'faults/silence')] }),
  );
  const { id } = await first.client.trustpoints.startEnrollment({
    params: { id: trustpointId },
    body: { operation: 'enroll' },
  });
  await waitFor(first.client, id, ({ awaited }) => awaited !== null);
  const before = performance.now();
  await first.close();
  expect(performance.now() - before).toBeLessThan(9000);

  const second = await startConsole({ dataDir, environment: { MESSAGE_TIMEOUT_SECONDS: '1' } });
  const ended = await waitForEnd(second.client, id);
  expect(ended).toMatchObject({ state: 'failed', failure: { code: 'answer-timed-out', certificateMayExist: true } });
  expect(ended.messages[0]?.tries).toBeGreaterThan(1);
});
