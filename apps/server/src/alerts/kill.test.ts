import { setTimeout as sleep } from 'node:timers/promises';

import { createClient } from '@crypto-cmp/api';
import { expect, test } from 'vitest';
import { sampleDraft, sampleServer, sampleTrustpoint } from '@crypto-cmp/policy/testing';

import { addChannels, emailDraft, webhookDraft } from '../../test/alert-channels.ts';
import { makeFolder } from '../../test/start-console.ts';
import { startMail } from '../../test/start-mail.ts';
import { startReceiver } from '../../test/start-receiver.ts';
import { startServer } from '../../test/start-server.ts';
import { databaseEnvironment } from '../../test/test-database.ts';

/** Between replicas the lease has to run out first: nobody knows that a process has died. */
const LONGEST_TAKEOVER_MS = 150_000;

test(
  'a message whose process is killed while it is on its way is sent again, under the same id',
  { timeout: 300_000 },
  async () => {
    const dataDir = makeFolder();
    const environment = { DATA_DIR: dataDir, ...(await databaseEnvironment(dataDir)) };
    // The first time neither the mail server nor the webhook ever answers.
    let isDeaf = true;
    let asked = 0;
    const mail = await startMail({
      beforeTaking: async () => {
        asked += 1;
        if (isDeaf) await new Promise(() => undefined);
      },
    });
    const receiver = await startReceiver({ status: () => (isDeaf ? undefined : 200) });

    const first = startServer(environment);
    const client = createClient({ fetch: globalThis.fetch, baseUrl: await first.listening() });
    await addChannels(client, emailDraft(mail.port), webhookDraft(receiver.url));
    const policy = await client.policies.create({
      body: sampleDraft({
        // Nobody listens there, so the enrollment fails, by itself, within seconds.
        servers: [sampleServer({ host: '127.0.0.1', port: 9 })],
        trustpoints: [sampleTrustpoint({ name: 'killed' })],
      }),
    });
    const id = policy.trustpoints[0]?.id ?? '';
    await client.trustpoints.startEnrollment({ params: { id }, body: { operation: 'enroll' } });
    // Both are on their way, and nobody has said that they arrived.
    await expect.poll(() => asked + receiver.calls.length, { timeout: 60_000, interval: 20 }).toBe(2);
    first.kill('SIGKILL');
    await first.exitCode;
    expect(mail.mails).toEqual([]);

    isDeaf = false;
    const second = startServer(environment);
    const again = createClient({ fetch: globalThis.fetch, baseUrl: await second.listening() });
    await expect
      .poll(() => [mail.mails.length, receiver.calls.length], { timeout: LONGEST_TAKEOVER_MS, interval: 50 })
      .toEqual([1, 2]);
    const deliveries = async () => (await again.alertDeliveries.list()).items;
    await expect.poll(async () => (await deliveries()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    const ids = (await deliveries()).map((delivery) => delivery.id);
    // At least once: the webhook had it already, and can tell by its id.
    expect(receiver.calls[0]?.headers['webhook-id']).toBe(receiver.calls[1]?.headers['webhook-id']);
    expect(ids).toContain(receiver.calls[1]?.headers['webhook-id']);
    expect(ids.some((known) => mail.mails[0]?.header('message-id') === `<${known}@example.net>`)).toBe(true);

    // Nothing is told a second time later on.
    await sleep(1500);
    expect([mail.mails.length, receiver.calls.length]).toEqual([1, 2]);
    expect((await again.alerts.list({ query: {} })).counts).toEqual({ open: 1, unread: 1 });
    second.kill('SIGTERM');
    expect(await second.exitCode).toBe(0);
  },
);
