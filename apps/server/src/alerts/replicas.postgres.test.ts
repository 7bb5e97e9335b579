import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { addChannels, emailDraft } from '../../test/alert-channels.ts';
import { fillDatabase } from '../../test/fill-database.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { startMail } from '../../test/start-mail.ts';
import { databaseEnvironment, openStored } from '../../test/test-database.ts';

vi.setConfig({ testTimeout: 120_000 });

test('two consoles that look and deliver at the same moment tell everything once', async () => {
  const clock = { now: Date.parse('2026-11-20T01:00:00Z') };
  const folder = makeFolder();
  const environment = { ...(await databaseEnvironment(folder)), MASTER_KEY_FILE: join(folder, 'master.key') };
  const one = await startConsole({ environment, now: () => clock.now });
  const other = await startConsole({ environment, now: () => clock.now });
  const mail = await startMail({});
  await addChannels(one.client, emailDraft(mail.port));
  const stored = await openStored(folder);
  await fillDatabase(stored, { policies: 4, trustpointsPerPolicy: 7 }, clock.now);

  const both = async () => {
    await Promise.all([one.alerts.look(), other.alerts.look()]);
    await Promise.all([one.alerts.deliver(), other.alerts.deliver()]);
  };
  await both();
  // Four failures, each with a cause of its own; one alert each for what is overdue and what has expired.
  expect(new Set(mail.subjects()).size).toBe(6);
  expect(mail.mails).toHaveLength(6);
  await stored.updateTable('trustpoints').set({ lastFailure: null, lastFailureAt: null }).execute();
  clock.now += 60_000;
  await both();
  expect(mail.subjects().filter((subject) => subject?.startsWith('Over: ') === true)).toHaveLength(4);
  expect(mail.mails).toHaveLength(10);
});
