import { startLabCa } from '@crypto-cmp/lab-ca/node';
import { expect, onTestFinished, test } from 'vitest';

import { addChannels, emailDraft, WEBHOOK_SECRET, webhookDraft } from '../../test/alert-channels.ts';
import { createTrustpoint, runEnrollment, trustpointOf } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole, type TestConsole } from '../../test/start-console.ts';
import { labPolicy } from '../../test/start-lab.ts';
import { startMail } from '../../test/start-mail.ts';
import { startReceiver } from '../../test/start-receiver.ts';
import { AlertNotice } from './messages/alert-notice.ts';
import { signWebhook } from './delivery/send-webhook.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One minute of the night: renewals start, end, and what is to be told is told. */
async function passMinute(console_: TestConsole, clock: { now: number }): Promise<void> {
  clock.now += MINUTE;
  const { scheduler, alerts } = console_;
  await scheduler.look();
  await letEnrollmentsEnd(console_, clock);
  await alerts.look();
  await alerts.deliver();
}

/** What is tried again after a second of the console's clock need not wait for one of ours. */
async function letEnrollmentsEnd({ client, engine }: TestConsole, clock: { now: number }): Promise<void> {
  const giveUpAt = performance.now() + 30_000;
  while ((await client.overview.get()).runningEnrollmentCount > 0) {
    if (performance.now() > giveUpAt) throw new Error('an enrollment does not end');
    clock.now += 500;
    engine.wake();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test(
  'a CA that is down for a night is told by e-mail and webhook, and so is its end',
  { timeout: 240_000 },
  async () => {
    const clock = { now: Date.now() };
    const folder = makeFolder();
    const lab = await startLabCa({ folder, port: 0, clock: () => new Date(clock.now) });
    let isUp = true;
    onTestFinished(async () => {
      if (isUp) await lab.stop();
    });
    const [mail, receiver] = [await startMail(), await startReceiver()];
    const console_ = await startConsole({
      now: () => clock.now,
      environment: { PUBLIC_URL: 'https://console.example.net/' },
    });
    const { client } = console_;
    await addChannels(client, emailDraft(mail.port), webhookDraft(receiver.url));
    const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { name: 'night' }));
    expect(await runEnrollment(client, trustpointId)).toMatchObject({ state: 'succeeded' });
    await client.alertRules.replace({
      params: { kind: 'enrollment-failed' },
      body: {
        kind: 'enrollment-failed',
        enabled: true,
        channels: { mode: 'all' },
        repeat: { everyMinutes: 180, times: 1 },
        notifyEnd: true,
      },
    });

    // Success is silent.
    await passMinute(console_, clock);
    expect([mail.mails.length, receiver.calls.length]).toEqual([0, 0]);

    // The evening: the renewal is due, and the CA is gone.
    const before = await trustpointOf(client, trustpointId);
    const port = Number(new URL(lab.connection.url).port);
    await lab.stop();
    isUp = false;
    clock.now = Date.parse(before.renewal?.nextTryAt ?? '') + MINUTE;
    const downAt = clock.now;
    while (clock.now < downAt + 8 * HOUR) {
      await passMinute(console_, clock);
      // The hours between are passed over; what is due in them is done late, as after a long sleep.
      clock.now += 14 * MINUTE;
    }
    const night = await client.alerts.list({ query: { state: ['open'] } });
    expect(night.items.map(({ kind }) => kind).toSorted()).toEqual(['ca-server-down', 'enrollment-failed']);
    expect(night.counts).toEqual({ open: 2, unread: 2 });
    const failures = (await client.enrollments.list({ query: { state: ['failed'] } })).total;
    expect(failures).toBeGreaterThan(2);
    const ofEvents = (event: string) =>
      receiver.calls
        .map(({ json }) => AlertNotice.parse(json))
        .filter((notice) => notice.event === event)
        .map(({ alert }) => alert.kind)
        .toSorted();
    // Several failures, and one message, and one repeat of it as the rule says; the server's own rule has its own time.
    expect(ofEvents('began')).toEqual(['ca-server-down', 'enrollment-failed']);
    expect(ofEvents('repeated')).toEqual(['ca-server-down', 'enrollment-failed']);
    expect(ofEvents('ended')).toEqual([]);

    // The morning: the CA is back, and the renewal succeeds by itself.
    const again = await startLabCa({ folder, port, clock: () => new Date(clock.now) });
    onTestFinished(async () => await again.stop());
    const morning = clock.now;
    while ((await trustpointOf(client, trustpointId)).certificate?.serialNumber === before.certificate?.serialNumber) {
      expect(clock.now - morning).toBeLessThan(12 * HOUR);
      await passMinute(console_, clock);
      clock.now += 10 * MINUTE;
    }
    await passMinute(console_, clock);
    expect(ofEvents('ended')).toEqual(['ca-server-down', 'enrollment-failed']);
    const after = await client.alerts.list({ query: {} });
    expect(after.counts).toEqual({ open: 0, unread: 0 });
    expect(after.items.map(({ endReason }) => endReason)).toEqual(['cured', 'cured']);

    // What the mail server has is the same news, one message each.
    const subjects = receiver.calls.map(({ json }) => AlertNotice.parse(json).subject);
    const byText = (a = '', b = '') => (a < b ? -1 : 1);
    expect(mail.subjects().toSorted(byText)).toEqual(subjects.toSorted(byText));
    const [first] = mail.mails;
    expect(first).toMatchObject({ from: 'console@example.net', to: ['operators@example.net'] });
    expect(first?.header('subject')).toBe('Enrollment of night failed: Connection refused');
    expect(first?.header('auto-submitted')).toBe('auto-generated');
    expect(first?.text).toContain(`127.0.0.1:${port} refused the connection.`);
    expect(first?.text).toContain('Correct IP and Port, or ask the CA’s operators whether the server runs.');
    expect(first?.text).toContain('- night (policy policy-of-night); its certificate expires 20');
    expect(first?.text).toContain('; next try 20');
    expect(first?.text).toContain('https://console.example.net/enrollments/');
    expect(first?.text).toContain('Told again at');
    expect(mail.mails.filter(({ text }) => text.includes('The cause is gone.')).length).toBe(2);
    expect(mail.subjects()).toContain(`CA server 127.0.0.1:${port} answers again`);

    // The receiver can prove each call, and tell doubles.
    const ids = receiver.calls.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(receiver.calls.length);
    for (const { headers, body } of receiver.calls) {
      const signature = signWebhook(
        WEBHOOK_SECRET,
        String(headers['webhook-id']),
        String(headers['webhook-timestamp']),
        Buffer.from(body),
      );
      expect(headers['webhook-signature']).toBe(signature);
    }
    const deliveries = await client.alertDeliveries.list({ query: { limit: 200 } });
    expect(deliveries.items.every(({ state, tries }) => state === 'delivered' && tries === 1)).toBe(true);
    expect(deliveries.total).toBe(mail.mails.length + receiver.calls.length);

    // And then there is silence.
    const told = mail.mails.length;
    clock.now += DAY;
    await passMinute(console_, clock);
    expect(mail.mails.length).toBe(told);
  },
);
