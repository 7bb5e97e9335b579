import { sampleDraft, sampleServer } from '@crypto-cmp/policy/testing';
import { expect, test } from 'vitest';

import { makeFolder, startConsole } from '../../../test/start-console.ts';
import { openStored } from '../../../test/test-database.ts';

const MINUTE = 60_000;
const SERVER = { transport: 'http', host: '192.0.2.7', port: 8080 } as const;

test('a server is down when its circuit has been open for long, though nobody has asked it again, and up when it answers', async () => {
  const clock = { now: Date.parse('2026-11-20T01:00:00Z') };
  const dataDir = makeFolder();
  const { client, alerts } = await startConsole({ dataDir, now: () => clock.now });
  const stored = await openStored(dataDir);
  await client.policies.create({ body: sampleDraft({ servers: [sampleServer(SERVER)] }) });
  const failedAt = clock.now;
  await stored
    .insertInto('serverContacts')
    .values({ ...SERVER, answers: 0, at: failedAt, since: failedAt, problem: 'connection refused' })
    .execute();
  const open = async () => {
    await alerts.look();
    return (await client.alerts.list({ query: { state: ['open'] } })).items;
  };

  // One contact that failed, an hour ago: nobody knows.
  clock.now += 60 * MINUTE;
  expect(await open()).toEqual([]);
  await stored
    .insertInto('serverGates')
    .values({
      server: `${SERVER.transport} ${SERVER.host} ${SERVER.port}`,
      startsFullAt: 0,
      failures: 3,
      openSince: clock.now,
      openUntil: clock.now + 5 * MINUTE,
      openings: 1,
    })
    .execute();
  expect(await open()).toEqual([]);
  clock.now += 11 * MINUTE;
  expect(await open()).toMatchObject([{ kind: 'ca-server-down', subject: { type: 'server', host: SERVER.host } }]);

  await stored.updateTable('serverContacts').set({ answers: 1, at: clock.now, since: clock.now }).execute();
  expect(await open()).toEqual([]);
  expect((await client.alerts.list({ query: {} })).items[0]).toMatchObject({ state: 'ended', endReason: 'cured' });
});
