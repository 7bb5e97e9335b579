import { expect, test } from 'vitest';

import { addChannels, emailDraft } from '../../test/alert-channels.ts';
import { fillDatabase } from '../../test/fill-database.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { startMail } from '../../test/start-mail.ts';
import { openStored } from '../../test/test-database.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Of each policy one trustpoint is overdue, one expired and one failed; the failures have a cause for each policy. */
async function setUp(policies: number) {
  const clock = { now: Date.parse('2026-11-20T01:00:00Z') };
  const dataDir = makeFolder();
  const console_ = await startConsole({ dataDir, now: () => clock.now });
  const stored = await openStored(dataDir);
  const mail = await startMail({});
  await addChannels(console_.client, emailDraft(mail.port));
  await fillDatabase(stored, { policies, trustpointsPerPolicy: 7 }, clock.now);
  const pass = async (milliseconds: number) => {
    clock.now += milliseconds;
    const messages = await console_.alerts.look();
    await console_.alerts.deliver();
    return messages;
  };
  const cure = async () =>
    await stored
      .updateTable('trustpoints')
      .set({
        validUntil: clock.now + 300 * DAY,
        overdueFrom: clock.now + 290 * DAY,
        lastFailure: null,
        lastFailureAt: null,
        lastFailureEnrollmentId: null,
      })
      .execute();
  return { ...console_, clock, stored, mail, pass, cure };
}

test('many causes at once are one message of a kind, and so is their end', async () => {
  const { mail, pass, cure, client, stored } = await setUp(60);
  expect(await pass(0)).toBe(3);
  expect(mail.subjects().toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual([
    '60 certificates have expired at ca.example:80',
    '60 enrollments failed, for 60 causes',
    '60 renewals are overdue at ca.example:80',
  ]);
  const text = mail.mails.find(({ header }) => header('subject')?.includes('for 60 causes') === true)?.text ?? '';
  expect(text).toContain('Affected: 60\n- tp-');
  expect((await client.alerts.list({ query: { state: ['open'] } })).total).toBe(62);
  // Nothing has changed, and nothing is looked at again, or told.
  expect(await pass(MINUTE)).toBe(0);
  await expect(stored.selectFrom('alertChecks').selectAll().execute()).resolves.toEqual([]);

  await cure();
  expect(await pass(MINUTE)).toBe(3);
  expect(mail.subjects()).toContain('Over: 60 enrollments failed, for 60 causes');
  expect(await client.alerts.list({ query: {} })).toMatchObject({ total: 62, counts: { open: 0, unread: 0 } });
  expect(await pass(DAY)).toBe(0);
});

test('a message about many alerts whose process was killed while it was written leaves with the next look', async () => {
  const { mail, pass, stored } = await setUp(60);
  await pass(0);
  // As it stands between two slices.
  await stored
    .updateTable('alertDeliveries')
    .set({ state: 'pending', nextTryAt: null, endedAt: null })
    .where('alertCount', '>', 1)
    .execute();
  await pass(MINUTE);
  expect(mail.subjects().filter((subject) => subject === '60 enrollments failed, for 60 causes')).toHaveLength(2);
});

test('a clock that is turned back by a year silences nothing', async () => {
  const { clock, mail, pass, cure } = await setUp(1);
  clock.now += 365 * DAY;
  await pass(0);
  const told = mail.mails.length;
  clock.now -= 365 * DAY;
  await pass(0);
  // What is not wrong any more by this clock is over; what still is, is told again within its day, and not in a year.
  await pass(DAY);
  expect(mail.subjects().slice(told)).toContain('Still: Enrollment of tp-0-5 failed: Failed');
  await cure();
  await pass(DAY);
  expect(mail.subjects().at(-1)).toMatch(/^Over: /);
  expect(await pass(DAY)).toBe(0);
});
