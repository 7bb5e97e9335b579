import type { Client } from '@crypto-cmp/api';
import { SAMPLE_CERTIFICATES, sampleDraft, sampleTrustpoint } from '@crypto-cmp/policy/testing';
import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';

import { addChannels, emailDraft, webhookDraft } from '../../test/alert-channels.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { type MailOptions, startMail } from '../../test/start-mail.ts';
import { startReceiver } from '../../test/start-receiver.ts';
import { openStored } from '../../test/test-database.ts';
import type { Database } from '../storage/database.ts';
import { AlertNotice } from './messages/alert-notice.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A console with an e-mail channel, a policy with so many trustpoints, and a clock of its own. */
async function setUp(count: number, mailOptions: MailOptions = {}, trustAnchors: readonly string[] = []) {
  const clock = { now: Date.parse('2026-11-20T01:00:00Z') };
  const dataDir = makeFolder();
  const console_ = await startConsole({ dataDir, now: () => clock.now });
  const mail = await startMail(mailOptions);
  const { client, alerts } = console_;
  await addChannels(client, emailDraft(mail.port));
  const names = Array.from({ length: count }, (_, index) => `tp-${String(index).padStart(3, '0')}`);
  const policy = await client.policies.create({
    body: sampleDraft({
      trustAnchors: [...trustAnchors],
      trustpoints: names.map((name) => sampleTrustpoint({ name })),
    }),
  });
  const ids = policy.trustpoints.map(({ id }) => id);
  const stored = await openStored(dataDir);
  const [server] = policy.servers;
  const at = `${server?.host}:${server?.port}`;
  /** Some minutes pass, and then somebody looks. */
  const pass = async (milliseconds: number) => {
    clock.now += milliseconds;
    await alerts.look();
    await alerts.deliver();
  };
  return { ...console_, clock, mail, ids, stored, at, pass, dataDir };
}

/** As an enrollment's end leaves it. */
async function fail(
  stored: Kysely<Database>,
  trustpointId: string,
  at: number,
  code: 'transport' | 'secret',
  round = 0,
) {
  const trustpoint = await stored
    .selectFrom('trustpoints')
    .innerJoin('policyServers', 'policyServers.policyId', 'trustpoints.policyId')
    .select(['name', 'trustpoints.policyId', 'transport', 'host', 'port'])
    .where('trustpoints.id', '=', trustpointId)
    .where('role', '=', 'primary')
    .executeTakeFirstOrThrow();
  const failure = JSON.stringify(
    code === 'transport'
      ? {
          kind: 'transport',
          code: 'connection-refused',
          message: 'x',
          certificateMayExist: false,
          title: 'Connection refused',
        }
      : {
          kind: 'peer-rejected',
          code: 'request-rejected',
          message: 'x',
          certificateMayExist: false,
          title: 'Secret refused',
        },
  );
  const id = `e-${trustpointId}-${round}`;
  await stored
    .insertInto('enrollments')
    .values({
      id,
      trustpointId,
      trustpointName: trustpoint.name,
      policyId: trustpoint.policyId,
      policyName: 'policy',
      searchText: '',
      operation: 'renew',
      startedBy: 'scheduler',
      state: 'failed',
      createdAt: at,
      finishedAt: at,
      deadlineAt: at,
      faults: 0,
      resumes: 0,
      messageCount: 0,
      serverIndex: 0,
      hasPlace: 0,
      serverKey: `${trustpoint.transport} ${trustpoint.host} ${trustpoint.port}`,
      failure,
    })
    .execute();
  await stored
    .updateTable('trustpoints')
    .set({ lastFailure: failure, lastFailureAt: at, lastFailureEnrollmentId: id })
    .where('id', '=', trustpointId)
    .execute();
}

async function cure(stored: Kysely<Database>, ids: readonly string[]): Promise<void> {
  await stored
    .updateTable('trustpoints')
    .set({ lastFailure: null, lastFailureAt: null, lastFailureEnrollmentId: null })
    .where('id', 'in', ids)
    .execute();
}

async function openAlerts(client: Client) {
  return (await client.alerts.list({ query: { state: ['open'] } })).items;
}

test('500 trustpoints that fail for one dead CA are one alert and one message', { timeout: 120_000 }, async () => {
  const { stored, ids, clock, mail, pass, client, at } = await setUp(500);
  for (const id of ids) await fail(stored, id, clock.now, 'transport');
  await pass(MINUTE);
  expect(mail.subjects()).toEqual([`500 enrollments failed at ${at}: Connection refused`]);
  const text = mail.mails[0]?.text ?? '';
  expect(text).toContain('Affected: 500\n- tp-000 (policy ');
  expect(text).toContain('and 490 more');
  const [alert, ...others] = await openAlerts(client);
  expect(others).toEqual([]);
  expect(alert).toMatchObject({ subject: { type: 'server' }, affected: { count: 500 } });
  expect(alert?.affected.first).toHaveLength(5);
  expect((await client.alerts.get({ params: { id: alert?.id ?? '' } })).affected.first).toHaveLength(200);

  // The same failures again, an hour later, are no news.
  for (const id of ids.slice(0, 50)) await fail(stored, id, clock.now, 'transport', 1);
  await pass(HOUR);
  expect(mail.mails).toHaveLength(1);

  // Some recover, in silence; the last one makes the end.
  await cure(stored, ids.slice(0, 499));
  await pass(MINUTE);
  expect((await openAlerts(client))[0]?.affected.count).toBe(1);
  expect(mail.mails).toHaveLength(1);
  await cure(stored, ids);
  await pass(MINUTE);
  expect(mail.subjects()[1]).toBe(`Over: 500 enrollments failed at ${at}: Connection refused`);
  expect(await openAlerts(client)).toEqual([]);
});

test('what fails later for the same cause is told when some time has passed; another cause at once', async () => {
  const { stored, ids, clock, mail, pass, client } = await setUp(4);
  const [a = '', b = '', c = '', d = ''] = ids;
  await fail(stored, a, clock.now, 'transport');
  await pass(0);
  await fail(stored, b, clock.now, 'transport');
  await pass(5 * MINUTE);
  expect(mail.mails).toHaveLength(1);
  const [alert] = await openAlerts(client);
  await client.alerts.acknowledge({ params: { id: alert?.id ?? '' } });
  await fail(stored, c, clock.now, 'secret');
  await pass(MINUTE);
  expect(mail.subjects()[1]).toBe('Enrollment of tp-002 failed: Secret refused');
  await pass(10 * MINUTE);
  expect(mail.subjects()[2]).toMatch(/^More: 2 enrollments failed/);
  expect(mail.mails[2]?.text).toContain('Affected: 2, 1 of them new');
  // Acknowledged means: told, until something new joins.
  await fail(stored, d, clock.now, 'transport');
  await pass(0);
  expect((await openAlerts(client)).every(({ acknowledgedAt }) => acknowledgedAt === null)).toBe(true);
  // One that now fails for another reason changes over, and is in one alert.
  await fail(stored, a, clock.now, 'secret', 1);
  await pass(0);
  expect((await openAlerts(client)).map(({ affected }) => affected.count)).toEqual([2, 2]);
});

test('an acknowledged alert is not repeated, and its end is told', async () => {
  const { stored, ids, clock, mail, pass, client } = await setUp(1);
  await fail(stored, ids[0] ?? '', clock.now, 'transport');
  await pass(0);
  const [alert] = await openAlerts(client);
  expect(alert?.nextNotificationAt).toBe(new Date(clock.now + DAY).toISOString());
  const acknowledged = await client.alerts.acknowledge({ params: { id: alert?.id ?? '' } });
  expect(acknowledged.nextNotificationAt).toBeNull();
  expect((await client.alerts.list({ query: {} })).counts).toEqual({ open: 1, unread: 0 });
  await pass(3 * DAY);
  expect(mail.mails).toHaveLength(1);
  await cure(stored, ids);
  await pass(MINUTE);
  expect(mail.subjects()[1]).toMatch(/^Over: /);
});

test('what flaps for an hour makes few messages', async () => {
  const { stored, ids, clock, mail, pass, client } = await setUp(1);
  for (let round = 0; round < 12; round++) {
    await fail(stored, ids[0] ?? '', clock.now, 'transport', round);
    await pass(MINUTE);
    await cure(stored, ids);
    await pass(4 * MINUTE);
  }
  expect((await client.alerts.list({ query: {} })).total).toBe(1);
  expect(mail.mails.length).toBeLessThanOrEqual(4);
  await pass(HOUR);
  await pass(HOUR);
  expect(mail.subjects().at(-1)).toMatch(/^Over: /);
});

test('a certificate is told of when it is overdue, expires soon, and has expired; each ends the one before', async () => {
  const { stored, ids, clock, mail, pass, client, at } = await setUp(2);
  const times = { validFrom: clock.now, renewFrom: clock.now + 86 * DAY, validUntil: clock.now + 100 * DAY };
  await stored
    .updateTable('trustpoints')
    .set({ ...times, overdueFrom: clock.now + 93 * DAY })
    .where('id', 'in', ids)
    .execute();
  const kinds = async () => (await openAlerts(client)).map(({ kind }) => kind).toSorted();
  // Due, and it renews by itself: no news.
  await pass(90 * DAY);
  expect(await kinds()).toEqual([]);
  await pass(4 * DAY);
  expect(await kinds()).toEqual(['renewal-overdue']);
  await pass(4 * DAY);
  expect(await kinds()).toEqual(['certificate-expiring', 'renewal-overdue']);
  await pass(3 * DAY);
  expect(await kinds()).toEqual(['certificate-expired']);
  expect(mail.subjects().filter((subject) => subject?.startsWith('Over') === true)).toEqual([]);
  expect(mail.subjects()).toContain(`2 renewals are overdue at ${at}`);
  expect(mail.subjects()).toContain(`2 certificates have expired at ${at}`);
  expect((await openAlerts(client))[0]?.severity).toBe('critical');
  // A rule that is switched off ends its alerts, and says nothing.
  const told = mail.mails.length;
  const { items } = await client.alertRules.list();
  const { updatedAt: _, ...rule } = items.find(({ kind }) => kind === 'certificate-expired') ?? { updatedAt: null };
  if (!('kind' in rule)) throw new Error('expected the rule');
  await client.alertRules.replace({ params: { kind: rule.kind }, body: { ...rule, enabled: false } });
  expect(await kinds()).toEqual([]);
  await pass(DAY);
  expect(mail.mails).toHaveLength(told);
});

test('a CA certificate is told of before it expires, and no more when nothing uses it', async () => {
  const { mail, pass, clock, client } = await setUp(1, {}, [SAMPLE_CERTIFICATES.root]);
  const [policy] = (await client.policies.list()).items;
  await pass(0);
  expect(await openAlerts(client)).toEqual([]);
  clock.now = Date.parse('2200-01-01T00:00:00Z');
  await pass(0);
  const [alert] = await openAlerts(client);
  expect(alert).toMatchObject({ kind: 'ca-certificate-expiring', severity: 'critical', affected: { count: 1 } });
  expect(mail.subjects()[0]).toMatch(/^CA certificate .* expired on /);
  await client.policies.remove({ params: { id: policy?.id ?? '' }, query: { force: 'true' } });
  await pass(MINUTE);
  expect(await openAlerts(client)).toEqual([]);
});

test('names that a CA chose reach nobody as headers or markup', async () => {
  const { stored, ids, clock, mail, pass } = await setUp(1);
  await stored
    .updateTable('trustpoints')
    .set({ name: 'evil\r\nBcc: victim@example.net\r\n\r\n<b>x</b>\u202E' })
    .execute();
  await fail(stored, ids[0] ?? '', clock.now, 'transport');
  await pass(0);
  const [first] = mail.mails;
  expect(first?.to).toEqual(['operators@example.net']);
  expect(first?.header('bcc')).toBeUndefined();
  expect(first?.header('content-type')).toMatch(/^text\/plain/);
  expect(first?.header('subject')).toBe(
    'Enrollment of evil Bcc: victim@example.net <b>x</b> failed: Connection refused',
  );
});

test('recipients who were refused get it again alone, until it is given up and shown as failed', async () => {
  const refusedRecipients = ['nobody@example.net'];
  const { stored, ids, clock, mail, pass, client } = await setUp(1, { refusedRecipients });
  const [channel] = (await client.alertChannels.list()).items;
  const to = ['somebody@example.net', 'nobody@example.net'];
  await client.alertChannels.replace({
    params: { id: channel?.id ?? '' },
    body: emailDraft(mail.port, { to }),
    version: 1,
  });
  await fail(stored, ids[0] ?? '', clock.now, 'transport');
  await pass(0);
  const [waiting] = (await client.alertDeliveries.list()).items;
  expect(waiting).toMatchObject({ state: 'pending', tries: 1, problem: { code: 'recipient-refused' } });
  for (let round = 0; round < 12; round++) await pass(12 * HOUR);
  const failed = (await client.alertDeliveries.list({ query: { state: ['failed'] } })).items;
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.at(-1)).toMatchObject({ id: waiting?.id, tries: 12, problem: { code: 'recipient-refused' } });
  const ofFirst = mail.mails.filter((taken) => (taken.header('message-id') ?? '').includes(waiting?.id ?? '-'));
  expect(ofFirst.map((taken) => taken.to)).toEqual([['somebody@example.net']]);
});

test('a webhook that fails is tried again with the same id and a new time, its end never before its beginning', async () => {
  const { stored, ids, clock, pass, client } = await setUp(1);
  const receiver = await startReceiver({ status: (call) => (call < 2 ? 503 : 200) });
  await addChannels(client, webhookDraft(receiver.url));
  await fail(stored, ids[0] ?? '', clock.now, 'transport');
  await pass(0);
  await cure(stored, ids);
  // The end is due, and waits behind the beginning.
  await pass(1000);
  expect(receiver.calls).toHaveLength(1);
  await pass(MINUTE);
  await pass(HOUR);
  await pass(HOUR);
  const events = receiver.calls.map(({ json, headers }) => [AlertNotice.parse(json).event, headers['webhook-id']]);
  const id = receiver.calls[0]?.headers['webhook-id'];
  expect(events).toEqual([
    ['began', id],
    ['began', id],
    ['began', id],
    ['ended', expect.not.stringContaining(String(id))],
  ]);
  const times = receiver.calls.slice(0, 3).map(({ headers }) => headers['webhook-timestamp']);
  expect(new Set(times).size).toBe(3);
});

test('a channel that is deleted gets nothing more, and rules go on without it', async () => {
  const { stored, ids, clock, pass, client } = await setUp(1);
  const receiver = await startReceiver({ status: () => 500 });
  const [hook] = await addChannels(client, webhookDraft(receiver.url));
  const id = hook?.id ?? '';
  const { items } = await client.alertRules.list();
  const { updatedAt: _, ...rule } = items[0] ?? { updatedAt: null };
  if (!('kind' in rule)) throw new Error('expected the rule');
  const channels = { mode: 'chosen' as const, channelIds: [id] };
  await client.alertRules.replace({ params: { kind: rule.kind }, body: { ...rule, channels } });
  await fail(stored, ids[0] ?? '', clock.now, 'transport');
  await pass(0);
  expect((await client.alertChannels.get({ params: { id } })).pendingCount).toBe(1);
  await client.alertChannels.remove({ params: { id } });
  await pass(HOUR);
  expect(receiver.calls).toHaveLength(1);
  expect((await client.alertDeliveries.list()).items.map(({ state }) => state)).toEqual(['dropped']);
  expect((await client.alertRules.list()).items[0]?.channels).toEqual({ mode: 'chosen', channelIds: [] });
});

test('no password and no secret of a channel is in an answer, in the log or in the clear in the data folder', async () => {
  const { client, app, log } = await startConsole();
  const secrets = ['a password nobody must see', 'a webhook secret nobody must see'];
  const [password, secret] = secrets.map((value) => ({ action: 'replace' as const, value }));
  if (password === undefined || secret === undefined) throw new Error('expected two');
  const starttls = { security: 'starttls', user: 'console', password } as const;
  await addChannels(client, emailDraft(1, starttls), webhookDraft('http://127.0.0.1:1/', { secret }));
  const answers = await Promise.all(
    ['/alert-channels', '/alert-rules', '/alerts', '/alert-deliveries'].map(
      async (path) => (await app.inject({ url: `/api/v1${path}` })).body,
    ),
  );
  const everything = [...answers, log()].join('\n');
  for (const value of secrets) expect(everything).not.toContain(value);
  expect(answers[0]).toContain('"isSet":true');
});
