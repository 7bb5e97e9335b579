import type { Client, Enrollment } from '@crypto-cmp/api';
import { TransferError } from '@crypto-cmp/cmp';
import type { PolicyDraftInput } from '@crypto-cmp/policy';
import { expect, test, vi } from 'vitest';

import { queueScheduled } from '../../test/queue-scheduled.ts';
import { createTrustpoint, waitFor, waitForEnd } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { openHttpTransport } from '../enrollments/engine/http-transport.ts';
import type { SendMessage, Transport } from '../enrollments/engine/send-message.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Many trustpoints that one CA takes, each with a policy of its own. */
async function createMany(client: Client, draft: (name: string) => PolicyDraftInput, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push((await createTrustpoint(client, draft(`device-${n}`))).trustpointId);
  }
  return ids;
}

async function enroll(client: Client, trustpointId: string): Promise<string> {
  const body = { operation: 'enroll' as const };
  return (await client.trustpoints.startEnrollment({ params: { id: trustpointId }, body })).id;
}

/** The real network. The first message of each enrollment waits at a gate. */
function gatedTransport() {
  const real = openHttpTransport;
  const waiting: (() => void)[] = [];
  let isOpen = false;
  let begun = 0;
  return {
    openTransport: (): Transport => {
      const { send, close } = real();
      let isFirst = true;
      const hold: SendMessage = async (message) => {
        if (isFirst) {
          isFirst = false;
          begun += 1;
          if (!isOpen) {
            await new Promise<void>((resolve, reject) => {
              waiting.push(resolve);
              message.signal.addEventListener('abort', () => reject(canceled));
            });
          }
        }
        return await send(message);
      };
      return { send: hold, close };
    },
    begun: () => begun,
    letOne: () => waiting.shift()?.(),
    open() {
      isOpen = true;
      for (const go of waiting.splice(0)) go();
    },
  };
}

const canceled = new TransferError('transfer-canceled', 'canceled', { mayHaveArrived: false });
const begins = (enrollment: Enrollment) => enrollment.messages.length > 0;

test('at most so many enrollments are under way at a server; the others wait, and say for what', async () => {
  const gate = gatedTransport();
  const environment = { CA_CONCURRENCY: '2' };
  const [{ client }, lab] = [await startConsole({ environment, openTransport: gate.openTransport }), await startLab()];
  const trustpoints = await createMany(client, (name) => labPolicy(lab, { name }), 5);
  const ids: string[] = [];
  for (const id of trustpoints) ids.push(await enroll(client, id));

  const { hostname, port } = new URL(lab.connection.url);
  const held = await waitFor(client, ids[4] ?? '', ({ holdUp }) => holdUp !== null);
  expect(held).toMatchObject({
    state: 'queued',
    messages: [],
    holdUp: { reason: 'server-busy', until: null, server: { host: hostname, port: Number(port), transport: 'http' } },
  });
  await expect.poll(gate.begun).toBe(2);
  await expect
    .poll(async () => (await client.overview.get()).servers)
    .toMatchObject([{ running: 2, waiting: 3, limits: { concurrency: 2 }, circuit: { state: 'closed' } }]);

  // One that ends makes room for exactly one.
  gate.letOne();
  await expect.poll(gate.begun).toBe(3);
  expect((await client.overview.get()).servers).toMatchObject([{ running: 2, waiting: 2 }]);

  gate.open();
  for (const id of ids) {
    expect(await waitForEnd(client, id)).toMatchObject({ state: 'succeeded', holdUp: null, nextTry: null });
  }
  expect((await client.overview.get()).servers).toMatchObject([{ running: 0, waiting: 0 }]);
});

test('what an administrator started goes before what the scheduler started; a cancel takes effect at once', async () => {
  const gate = gatedTransport();
  const environment = { CA_CONCURRENCY: '1' };
  const console_ = await startConsole({ environment, openTransport: gate.openTransport });
  const [{ client }, lab] = [console_, await startLab()];
  const [first = '', scheduled = '', manual = '', canceled = ''] = await createMany(
    client,
    (name) => labPolicy(lab, { name }),
    4,
  );
  const inWork = await enroll(client, first);
  await waitFor(client, inWork, begins);
  const scheduledId = await queueScheduled(console_, scheduled);
  await waitFor(client, scheduledId, ({ holdUp }) => holdUp !== null);
  const manualId = await enroll(client, manual);
  await waitFor(client, manualId, ({ holdUp }) => holdUp !== null);
  const canceledId = await enroll(client, canceled);
  await waitFor(client, canceledId, ({ holdUp }) => holdUp !== null);

  await client.enrollments.cancel({ params: { id: canceledId } });
  expect(await waitForEnd(client, canceledId, 3000)).toMatchObject({ state: 'canceled', messages: [], holdUp: null });

  gate.letOne();
  await waitFor(client, manualId, begins);
  expect(await client.enrollments.get({ params: { id: scheduledId } })).toMatchObject({
    state: 'queued',
    holdUp: { reason: 'server-busy' },
  });
  gate.open();
  expect(await waitForEnd(client, scheduledId)).toMatchObject({ state: 'succeeded' });
});

test('only so many begin in a minute, and the next one begins when it may', async () => {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const console_ = await startConsole({
    environment: { CA_STARTS_PER_MINUTE: '1', ENROLLMENT_TIMEOUT_SECONDS: '20' },
    now,
  });
  const [{ client, engine }, lab] = [console_, await startLab()];
  const [one = '', two = ''] = await createMany(client, (name) => labPolicy(lab, { name }), 2);
  await waitForEnd(client, await enroll(client, one));
  const held = await waitFor(client, await enroll(client, two), ({ holdUp }) => holdUp !== null);
  expect(held).toMatchObject({ state: 'queued', holdUp: { reason: 'server-rate' } });

  ahead = 55_000;
  engine.wake();
  await expect.poll(() => console_.log()).toContain('an enrollment has ended');
  expect(await client.enrollments.get({ params: { id: held.id } })).toMatchObject({ state: 'queued' });
  // The time in the queue does not count into the total time.
  ahead = 61_000;
  engine.wake();
  expect(await waitForEnd(client, held.id)).toMatchObject({ state: 'succeeded' });
});

test('what waits is taken up after a restart, and no place is lost with a process', async () => {
  const [dataDir, environment] = [makeFolder(), { CA_CONCURRENCY: '1', CA_STARTS_PER_MINUTE: '1000' }];
  const gate = gatedTransport();
  const first = await startConsole({ dataDir, environment, openTransport: gate.openTransport });
  const lab = await startLab();
  const trustpoints = await createMany(first.client, (name) => labPolicy(lab, { name }), 3);
  const ids: string[] = [];
  for (const id of trustpoints) ids.push(await enroll(first.client, id));
  await waitFor(first.client, ids[2] ?? '', ({ holdUp }) => holdUp !== null);
  await first.close();

  const second = await startConsole({ dataDir, environment });
  for (const id of ids) expect(await waitForEnd(second.client, id)).toMatchObject({ state: 'succeeded' });
});

test('an edit of the policy sends what waits to the server that it names now', async () => {
  const gate = gatedTransport();
  const environment = { CA_CONCURRENCY: '1' };
  const console_ = await startConsole({ environment, openTransport: gate.openTransport });
  const { client } = console_;
  const [busy, idle] = [await startLab(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(busy, { name: 'first' }));
  await waitFor(client, await enroll(client, trustpointId), begins);
  const moved = await createTrustpoint(client, labPolicy(busy, { name: 'moved' }));
  const id = await enroll(client, moved.trustpointId);
  await waitFor(client, id, ({ holdUp }) => holdUp !== null);

  await client.policies.replace({
    params: { id: moved.policy.id },
    body: labPolicy(idle, { name: 'moved' }),
    version: moved.policy.version,
  });
  const { port } = new URL(idle.connection.url);
  expect(await waitFor(client, id, begins)).toMatchObject({ server: { port: Number(port) }, holdUp: null });
  gate.open();
  expect(await waitForEnd(client, id)).toMatchObject({ state: 'succeeded' });
});
