import { toPolicyDraft } from '@crypto-cmp/api';
import { nextOpening, type RenewalWindow, WEEKDAYS } from '@crypto-cmp/policy';
import { describe, expect, test } from 'vitest';

import { createTrustpoint, runEnrollment, trustpointOf, waitForEnd } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole, type TestConsole, type TestConsoleOptions } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { openStored } from '../../test/test-database.ts';
import { newId } from '../storage/new-id.ts';
import { countActive, findDue } from './find-due.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];

/** A console with enrolled trustpoints, each in a policy of its own, and its tables. */
async function enrolled(names: readonly string[], options: TestConsoleOptions = {}) {
  const dataDir = makeFolder();
  const [console_, lab] = [await startConsole({ dataDir, ...options }), await startLab()];
  const stored = await openStored(dataDir);
  const ids = new Map<string, { id: string; policyId: string }>();
  for (const name of names) {
    const { trustpointId, policy } = await createTrustpoint(console_.client, labPolicy(lab, { name }));
    expect(await runEnrollment(console_.client, trustpointId)).toMatchObject({ state: 'succeeded' });
    ids.set(name, { id: trustpointId, policyId: policy.id });
  }
  const at = (name: string) => ids.get(name) ?? { id: '', policyId: '' };
  return { console_, client: console_.client, scheduler: console_.scheduler, stored, at };
}

/** Due for an hour, and not overdue. */
const dueNow = () => ({ renewAt: 0, renewFrom: Date.now() - HOUR, overdueFrom: Date.now() + 6 * DAY });

async function setWindow({ client }: TestConsole, policyId: string, renewalWindow: RenewalWindow | null) {
  const { version, ...policy } = await client.policies.get({ params: { id: policyId } });
  const draft = toPolicyDraft({ ...policy, version });
  return await client.policies.replace({ params: { id: policyId }, body: { ...draft, renewalWindow }, version });
}

/** An hour of the day after tomorrow. */
function shutNow(): RenewalWindow {
  const day = WEEKDAYS[(new Date(Date.now() + 2 * DAY).getUTCDay() + 6) % 7] ?? 'monday';
  return { days: [day], from: '00:00', to: '01:00', timeZone: 'UTC' };
}

test('a row that cannot be worked ends with a reason, and does not keep the others from their turn', async () => {
  const bad = ['settings', 'details', 'key-type', 'no-key', 'certificate', 'no-policy'];
  const { client, scheduler, stored, at } = await enrolled([...bad, 'good']);
  const policy = async (name: string, settings: string) =>
    await stored.updateTable('policies').set({ settings }).where('id', '=', at(name).policyId).execute();
  const { settings } = await stored
    .selectFrom('policies')
    .select('settings')
    .where('id', '=', at('key-type').policyId)
    .executeTakeFirstOrThrow();
  await policy('settings', 'not { JSON');
  await policy('key-type', settings.replace('"ec-p256"', '"rsa-9"'));
  await policy('no-policy', 'null');
  await stored.updateTable('trustpoints').set({ settings: '{"' }).where('id', '=', at('details').id).execute();
  await stored
    .updateTable('keys')
    .set({ privateKeySealed: null })
    .where('trustpointId', '=', at('no-key').id)
    .execute();
  await stored.updateTable('trustpoints').set({ secretSealed: null }).where('id', '=', at('no-key').id).execute();
  await stored
    .updateTable('certificates')
    .set({ der: Buffer.from('no certificate') })
    .where('trustpointId', '=', at('certificate').id)
    .execute();
  await stored.updateTable('trustpoints').set(dueNow()).execute();

  expect(await scheduler.look()).toBe(7);
  const ends = new Map<string, { state: string; failure: string | null }>();
  await expect
    .poll(
      async () => {
        for (const name of [...bad, 'good']) {
          const latest = await stored
            .selectFrom('enrollments')
            .select(['state', 'failure', 'finishedAt'])
            .where('trustpointId', '=', at(name).id)
            .where('operation', '=', 'renew')
            .executeTakeFirstOrThrow();
          if (latest.finishedAt !== null) ends.set(name, latest);
        }
        return ends.size;
      },
      { timeout: 30_000 },
    )
    .toBe(7);
  expect(ends.get('good')?.state).toBe('succeeded');
  for (const name of bad) {
    expect(ends.get(name)?.state, name).toBe('failed');
    expect(JSON.parse(ends.get(name)?.failure ?? '').title, name).not.toBe('');
  }
  // Each is tried again, later.
  expect(await scheduler.look()).toBe(0);
  const next = await stored.selectFrom('trustpoints').select('renewAt').execute();
  expect(next.every(({ renewAt }) => renewAt !== null && renewAt > Date.now())).toBe(true);
  expect((await trustpointOf(client, at('good').id)).lastFailure).toBeNull();
});

describe('a renewal window', () => {
  test('moves a renewal into it as soon as it is saved, and lets it go when it is taken away', async () => {
    const { console_, client, at } = await enrolled(['device']);
    const { id, policyId } = at('device');
    const before = (await trustpointOf(client, id)).renewal;
    const window: RenewalWindow = { days: ['sunday'], from: '23:00', to: '01:00', timeZone: 'Europe/Berlin' };
    expect((await setWindow(console_, policyId, window)).renewalWindow).toEqual(window);
    expect((await client.policies.get({ params: { id: policyId } })).renewalWindow).toEqual(window);

    const planned = (await trustpointOf(client, id)).renewal;
    const opening = nextOpening(window, Date.parse(planned?.startsAt ?? ''));
    expect(Date.parse(planned?.nextTryAt ?? '')).toBeGreaterThanOrEqual(opening.from);
    expect(Date.parse(planned?.nextTryAt ?? '')).toBeLessThan(opening.to);

    await setWindow(console_, policyId, null);
    expect((await trustpointOf(client, id)).renewal).toEqual(before);
  });

  test('that was missed is waited for again, but not by what is overdue', async () => {
    const { console_, scheduler, stored, at } = await enrolled(['patient', 'urgent']);
    await setWindow(console_, at('patient').policyId, shutNow());
    await setWindow(console_, at('urgent').policyId, shutNow());
    await stored.updateTable('trustpoints').set(dueNow()).execute();
    const overdue = { overdueFrom: Date.now() - 1 };
    await stored.updateTable('trustpoints').set(overdue).where('id', '=', at('urgent').id).execute();

    expect(await scheduler.look()).toBe(1);
    const rows = await stored.selectFrom('trustpoints').select(['name', 'renewAt']).orderBy('name').execute();
    const opening = nextOpening(shutNow(), Date.now());
    expect(rows[0]?.renewAt).toBeGreaterThanOrEqual(opening.from);
    expect(rows[0]?.renewAt).toBeLessThan(opening.to);
    expect(rows[1]?.name).toBe('urgent');
    const { items } = await console_.client.enrollments.list({ query: { trustpoint: at('urgent').id } });
    expect(await waitForEnd(console_.client, items[0]?.id ?? '')).toMatchObject({ operation: 'renew' });
  });

  test('goes with a copy of its policy', async () => {
    const { console_, client, at } = await enrolled(['device']);
    await setWindow(console_, at('device').policyId, shutNow());
    const copy = await client.policies.copy({ params: { id: at('device').policyId }, body: { name: 'copy' } });
    expect(copy.renewalWindow).toEqual(shutNow());
  });

  test('is none where an earlier version has stored a policy, or its time zone is not known here', async () => {
    const { client, scheduler, stored, at } = await enrolled(['old', 'odd']);
    const { settings } = await stored
      .selectFrom('policies')
      .select('settings')
      .where('id', '=', at('old').policyId)
      .executeTakeFirstOrThrow();
    const { renewalWindow: _, ...old } = JSON.parse(settings) as { renewalWindow: null }; // what was there before
    const odd = { ...old, renewalWindow: { ...shutNow(), timeZone: 'Mars/Olympus_Mons' } };
    await stored
      .updateTable('policies')
      .set({ settings: JSON.stringify(old) })
      .where('id', '=', at('old').policyId)
      .execute();
    await stored
      .updateTable('policies')
      .set({ settings: JSON.stringify(odd) })
      .where('id', '=', at('odd').policyId)
      .execute();
    expect((await client.policies.get({ params: { id: at('old').policyId } })).renewalWindow).toBeNull();
    expect(await client.policies.get({ params: { id: at('odd').policyId } })).toMatchObject({
      renewalWindow: odd.renewalWindow,
    });

    await stored.updateTable('trustpoints').set(dueNow()).execute();
    expect(await scheduler.look()).toBe(2);
  });
});

test('a failure that a fast clock has planned far ahead is planned anew when the clock is put right', async () => {
  let ahead = 0;
  const { client, scheduler, stored, at } = await enrolled(['device'], { now: () => Date.now() + ahead });
  const before = await trustpointOf(client, at('device').id);
  ahead = 3 * 365 * DAY;
  expect(await scheduler.look()).toBe(1);
  const [failed] = (await client.enrollments.list({ query: { trustpoint: at('device').id } })).items;
  expect(await waitForEnd(client, failed?.id ?? '')).toMatchObject({ state: 'failed' });
  const far = await stored.selectFrom('trustpoints').select('renewAt').executeTakeFirstOrThrow();
  expect(far.renewAt).toBeGreaterThan(Date.now() + 2 * 365 * DAY);

  ahead = 0;
  await scheduler.look();
  const near = await stored.selectFrom('trustpoints').select('renewAt').executeTakeFirstOrThrow();
  expect(near.renewAt).toBe(Date.parse(before.renewal?.startsAt ?? ''));
});

test('what is overdue comes first, then what expires first', async () => {
  const { stored, at } = await enrolled(['calm', 'late', 'soon']);
  const now = Date.now();
  await stored.updateTable('trustpoints').set(dueNow()).execute();
  const set = async (name: string, columns: { validUntil: number; overdueFrom?: number }) =>
    await stored.updateTable('trustpoints').set(columns).where('id', '=', at(name).id).execute();
  await set('calm', { validUntil: now + 9 * DAY });
  await set('soon', { validUntil: now + 8 * DAY });
  await set('late', { validUntil: now + 20 * DAY, overdueFrom: now - DAY });

  const due = await findDue(stored, now, 10);
  expect(due.map(({ id }) => id)).toEqual(['late', 'soon', 'calm'].map((name) => at(name).id));
});

test('enrollments that wait for their CA take no place from renewals that are due', async () => {
  const { scheduler, stored } = await enrolled(['device']);
  const now = Date.now();
  const row = await stored.selectFrom('enrollments').selectAll().executeTakeFirstOrThrow();
  for (let index = 0; index < 100; index++) {
    const waiting = { id: newId(now), trustpointId: `other-${index}`, state: 'waiting' };
    await stored
      .insertInto('enrollments')
      .values({ ...row, ...waiting, finishedAt: null, nextStepAt: now + DAY })
      .execute();
  }
  expect(await countActive(stored, now)).toBe(0);
  await stored.updateTable('trustpoints').set(dueNow()).execute();
  expect(await scheduler.look()).toBe(1);
});

test('a failure that a retry could cure needs you where nothing retries: there is no certificate yet', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { path: 'faults/rejection/systemUnavail' }));
  expect(await runEnrollment(client, trustpointId)).toMatchObject({ failure: { retryCanCure: true }, nextTryAt: null });

  expect(await trustpointOf(client, trustpointId)).toMatchObject({ state: 'empty', needsYou: true });
  const { needsYou, trustpoints } = await client.overview.get();
  expect(needsYou).toMatchObject([{ trustpoint: { id: trustpointId }, cause: 'The CA is busy or not ready.' }]);
  expect(trustpoints.needsYou).toBe(1);
});
