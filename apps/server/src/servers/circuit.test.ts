import type { CmpServer, Overview } from '@crypto-cmp/api';
import { TransferError } from '@crypto-cmp/cmp';
import type { PolicyDraftInput } from '@crypto-cmp/policy';
import { expect, test, vi } from 'vitest';

import { queueScheduled } from '../../test/queue-scheduled.ts';
import { createTrustpoint, runEnrollment, trustpointOf, waitFor, waitForEnd } from '../../test/run-enrollment.ts';
import { startConsole } from '../../test/start-console.ts';
import { labPolicy, labServer, startLab } from '../../test/start-lab.ts';
import { openStored } from '../../test/test-database.ts';
import { openHttpTransport } from '../enrollments/engine/http-transport.ts';
import type { Transport } from '../enrollments/engine/send-message.ts';

vi.setConfig({ testTimeout: 60_000 });

const DEAD = 'dead.example';
const dead: Omit<CmpServer, 'role'> = { host: DEAD, port: 8080, path: '/cmp', transport: 'http' };

/** The real network, in which one host takes no connection until it is mended: then the lab CA answers in its place. */
function network(lab: { readonly connection: { readonly url: string } }) {
  const { hostname, port } = new URL(lab.connection.url);
  const state = { isMended: false, refused: 0, holdProbe: undefined as Promise<void> | undefined };
  return {
    state,
    openTransport: (): Transport => {
      const real = openHttpTransport();
      return {
        close: real.close,
        async send(message) {
          if (message.server.host !== DEAD) return await real.send(message);
          if (!state.isMended) {
            state.refused += 1;
            throw new TransferError('connection-timed-out', `no connection with ${DEAD}:8080 within 10 s`, {
              mayHaveArrived: false,
            });
          }
          await state.holdProbe;
          return await real.send({ ...message, server: { ...message.server, host: hostname, port: Number(port) } });
        },
      };
    },
  };
}

async function startWorld(environment: Readonly<Record<string, string>> = {}) {
  const lab = await startLab();
  const wires = network(lab);
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const console_ = await startConsole({ openTransport: wires.openTransport, now, environment });
  const { client } = console_;
  let count = 0;
  return {
    lab,
    console_,
    client,
    clock,
    now,
    wires: wires.state,
    async trustpoint(...servers: PolicyDraftInput['servers']): Promise<string> {
      const name = `device-${(count += 1)}`;
      return (await createTrustpoint(client, labPolicy(lab, { name, servers }))).trustpointId;
    },
    async deadServer(): Promise<Overview['servers'][number]> {
      const { servers } = await client.overview.get();
      const health = servers.find(({ server }) => server.host === DEAD);
      if (health === undefined) throw new Error('expected the dead server');
      return health;
    },
  };
}

type World = Awaited<ReturnType<typeof startWorld>>;

/** Enrollments of an administrator fail: one try each. */
async function openCircuit(world: World): Promise<void> {
  const trustpoint = await world.trustpoint({ role: 'primary', ...dead });
  for (let n = 0; n < 4; n += 1) await runEnrollment(world.client, trustpoint);
  expect((await world.deadServer()).circuit).toMatchObject({ state: 'closed', failures: 4, openSince: null });
  await runEnrollment(world.client, trustpoint);
  expect((await world.deadServer()).circuit.state).toBe('open');
}

test('five failures in a row open a circuit; then the scheduler goes straight to Secondary, and says so', async () => {
  const world = await startWorld();
  const { client, lab, console_ } = world;
  await openCircuit(world);
  const { circuit, lastContact } = await world.deadServer();
  expect(circuit).toMatchObject({ state: 'open', failures: 5 });
  expect(Date.parse(circuit.openUntil ?? '') - Date.parse(circuit.openSince ?? '')).toBeGreaterThanOrEqual(30_000);
  expect(lastContact).toMatchObject({ answers: false });

  const trustpoint = await world.trustpoint({ role: 'primary', ...dead }, labServer(lab, '', 'secondary'));
  const { refused } = world.wires;
  const ended = await waitForEnd(client, await queueScheduled(console_, trustpoint));
  expect(ended).toMatchObject({
    state: 'succeeded',
    server: { role: 'secondary' },
    failover: { skipped: true, reason: expect.stringContaining(circuit.openSince ?? 'never') as string },
  });
  expect(world.wires.refused).toBe(refused);
});

test('an administrator may always ask, also the first server of several', async () => {
  const world = await startWorld();
  await openCircuit(world);
  const trustpoint = await world.trustpoint({ role: 'primary', ...dead }, labServer(world.lab, '', 'secondary'));
  const ended = await runEnrollment(world.client, trustpoint);
  expect(ended).toMatchObject({
    state: 'succeeded',
    failover: { skipped: false },
    messages: [
      { bodyType: 'ir', server: { role: 'primary' }, tries: 1 },
      { server: { role: 'secondary' } },
      {},
      {},
      {},
    ],
  });
});

test('without another server it waits, and ends within its total time with nothing sent', async () => {
  const world = await startWorld({ ENROLLMENT_TIMEOUT_SECONDS: '20' });
  const { client, console_, clock } = world;
  await openCircuit(world);
  const { refused } = world.wires;
  const trustpoint = await world.trustpoint({ role: 'primary', ...dead });
  const id = await queueScheduled(console_, trustpoint);
  const held = await waitFor(client, id, ({ holdUp }) => holdUp !== null);
  expect(held).toMatchObject({
    state: 'queued',
    messages: [],
    holdUp: {
      reason: 'server-circuit-open',
      until: (await world.deadServer()).circuit.openUntil,
      server: { host: DEAD },
    },
  });
  expect(await world.deadServer()).toMatchObject({ running: 0, waiting: 1 });

  clock.ahead = 21_000;
  console_.engine.wake();
  const ended = await waitForEnd(client, id);
  expect(ended).toMatchObject({
    state: 'failed',
    messages: [],
    failure: {
      kind: 'transport',
      code: 'server-unavailable',
      certificateMayExist: false,
      retryCanCure: true,
      explanation: { cause: expect.stringContaining(`${DEAD}:8080`) as string },
    },
  });
  expect(world.wires.refused).toBe(refused);
});

test('half open it lets one through; a failure opens it for longer, an answer closes it, and all who wait go on', async () => {
  const world = await startWorld();
  const { client, console_, clock, now } = world;
  await openCircuit(world);
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    ids.push(await queueScheduled(console_, await world.trustpoint({ role: 'primary', ...dead })));
  }
  for (const id of ids) await waitFor(client, id, ({ holdUp }) => holdUp?.reason === 'server-circuit-open');

  const { refused } = world.wires;
  clock.ahead = 40_000;
  console_.engine.wake();
  await waitForEnd(client, ids[0] ?? '');
  expect(world.wires.refused).toBe(refused + 1);
  const again = await world.deadServer();
  expect(again).toMatchObject({ circuit: { state: 'open' }, running: 0, waiting: 2 });
  expect(Date.parse(again.circuit.openUntil ?? '') - now()).toBeGreaterThan(45_000);

  let letProbeGo: () => void = () => undefined;
  world.wires.holdProbe = new Promise((resolve) => (letProbeGo = resolve));
  world.wires.isMended = true;
  clock.ahead = 140_000;
  console_.engine.wake();
  await waitFor(client, ids[1] ?? '', ({ messages }) => messages.length > 0);
  expect(await world.deadServer()).toMatchObject({ circuit: { state: 'half-open' }, running: 1, waiting: 1 });
  letProbeGo();
  for (const id of ids.slice(1)) expect(await waitForEnd(client, id)).toMatchObject({ state: 'succeeded' });
  expect(await world.deadServer()).toMatchObject({ circuit: { state: 'closed', failures: 0, openSince: null } });
});

test('who watches is told when a circuit opens and when it closes', async () => {
  const world = await startWorld();
  const address = await world.console_.app.listen({ host: '127.0.0.1', port: 0 });
  const stream = await fetch(`${address}/api/v1/events`);
  let heard = '';
  const reading = (async () => {
    for await (const text of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) heard += text;
  })().catch(() => undefined);
  await expect.poll(() => heard).toContain('connected');
  const events = () => heard.match(/^event: server-changed$/gm)?.length ?? 0;

  await openCircuit(world);
  await expect.poll(events).toBe(1);
  world.wires.isMended = true;
  await runEnrollment(world.client, await world.trustpoint({ role: 'primary', ...dead }));
  await expect.poll(events).toBe(2);
  expect(heard).toContain(`"host":"${DEAD}"`);
  await world.console_.close();
  await reading;
});

test('a refusal of the CA is an answer: it counts as healthy', async () => {
  const world = await startWorld();
  await openCircuit(world);
  world.wires.isMended = true;
  const trustpoint = await world.trustpoint({ role: 'primary', ...dead, path: '/cmp/faults/rejection/badRequest' });
  expect(await runEnrollment(world.client, trustpoint)).toMatchObject({
    state: 'failed',
    failure: { kind: 'peer-rejected' },
  });
  expect(await world.deadServer()).toMatchObject({ circuit: { state: 'closed' }, lastContact: { answers: true } });
});

test('a passed connection test closes a circuit', async () => {
  const { client, lab } = await startWorld();
  const server = labServer(lab);
  const { policy } = await createTrustpoint(client, labPolicy(lab, { servers: [server] }));
  expect(policy.servers).toHaveLength(1);
  const stop = { ...server, path: '/cmp/faults/http-500' };
  const body = labPolicy(lab, { servers: [stop] });
  await client.policies.replace({ params: { id: policy.id }, body, version: policy.version });
  const trustpointId = policy.trustpoints[0]?.id ?? '';
  for (let n = 0; n < 3; n += 1) await runEnrollment(client, trustpointId);
  const circuit = async () => (await client.overview.get()).servers[0]?.circuit.state;
  expect(await circuit()).toBe('open');
  await client.connectionTests.create({ body: { server, trustAnchors: [] } });
  expect(await circuit()).toBe('closed');
});

test('a CA that is down, with all that waits for it, holds up nobody else', async () => {
  const world = await startWorld({ CA_CONCURRENCY: '2' });
  const { client, console_, lab } = world;
  await openCircuit(world);
  for (let n = 0; n < 70; n += 1) {
    await queueScheduled(console_, await world.trustpoint({ role: 'primary', ...dead }));
  }
  const other = await world.trustpoint(labServer(lab));
  await runEnrollment(client, other);
  await expireSoon(world, other);
  expect(await console_.scheduler.look()).toBe(1);
  const [latest] = (await client.enrollments.list({ query: { trustpoint: other } })).items;
  expect(await waitForEnd(client, latest?.id ?? '')).toMatchObject({ state: 'succeeded', operation: 'renew' });
});

test('when a server is back, renewals that failed for it are not put off for hours any more', async () => {
  const world = await startWorld();
  const { client, lab, console_, clock } = world;
  const trustpoint = await world.trustpoint(labServer(lab));
  await runEnrollment(client, trustpoint);
  const { policy } = await trustpointOf(client, trustpoint);
  const database = await openStored(console_.settings.dataDir);
  const { version } = await client.policies.get({ params: { id: policy.id } });
  const servers = [{ role: 'primary' as const, ...dead }];
  await client.policies.replace({
    params: { id: policy.id },
    body: labPolicy(lab, { name: 'device-1', servers }),
    version,
  });
  await openCircuit(world);
  await expireSoon(world, trustpoint);
  expect(await console_.scheduler.look()).toBe(1);
  const [latest] = (await client.enrollments.list({ query: { trustpoint } })).items;
  await waitFor(client, latest?.id ?? '', ({ holdUp }) => holdUp !== null);
  clock.ahead = 301_000;
  console_.engine.wake();
  await waitForEnd(client, latest?.id ?? '');
  await database
    .updateTable('trustpoints')
    .set({ renewAt: world.now() + 4 * 3_600_000 })
    .where('id', '=', trustpoint)
    .execute();

  const nextTryIn = async () =>
    Date.parse((await trustpointOf(client, trustpoint)).renewal?.nextTryAt ?? '') - world.now();

  // Half open, and nobody would ask for hours: this one is brought forward to see, and is put off again in vain.
  clock.ahead = 400_000;
  console_.engine.wake();
  await expect.poll(nextTryIn).toBeLessThanOrEqual(0);
  const { refused } = world.wires;
  expect(await console_.scheduler.look()).toBe(1);
  await expect.poll(() => world.wires.refused).toBe(refused + 1);
  await expect.poll(nextTryIn).toBeGreaterThan(120_000);

  world.wires.isMended = true;
  const answered = await world.trustpoint({ role: 'primary', ...dead });
  await runEnrollment(client, answered);
  expect(await nextTryIn()).toBeLessThanOrEqual(120_000);
});

/** Makes a certificate due for renewal. */
async function expireSoon(world: World, trustpoint: string): Promise<void> {
  const database = await openStored(world.console_.settings.dataDir);
  const now = world.now();
  await database
    .updateTable('trustpoints')
    .set({ renewFrom: now - 1000, overdueFrom: now + 3_600_000, renewAt: now })
    .where('id', '=', trustpoint)
    .execute();
}
