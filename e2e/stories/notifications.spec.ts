import type { Page } from '@playwright/test';

import { labPolicy, labServer } from '../fixtures/drafts.ts';
import { enroll, givePolicy, trustpointOf } from '../fixtures/enroll.ts';
import { freePort } from '../fixtures/free-port.ts';
import { startMailServer } from '../fixtures/mail-server.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';
import { startWebhookReceiver } from '../fixtures/webhook-receiver.ts';

const SECRET = 'a secret of the receiver, long enough';

test('an alert rings the bell, goes out by email and webhook, and so does its end', async ({ page, world }) => {
  test.slow();
  const mail = await startMailServer();
  const receiver = await startWebhookReceiver(SECRET);

  await addEmailChannel(page, 'operators', mail.port);
  await addWebhookChannel(page, 'chat', receiver.url);
  const main = page.getByRole('main');
  await expect(main.getByRole('region', { name: 'Channels' }).getByRole('listitem')).toHaveCount(2);

  const dead = await freePort();
  const policy = await givePolicy(world, labPolicy(world.labCa, { servers: [labServer(world.labCa, { port: dead })] }));
  await enroll(world, trustpointOf(policy));
  const bell = page.getByRole('link', { name: /^Alerts/ });
  await expect(bell).toHaveAccessibleName('Alerts 1 needs you', { timeout: 20_000 });
  await expect.poll(() => mail.mails.length, ARRIVES).toBe(1);
  expect(mail.mails[0]).toMatch(/^To: pki@example\.net\r$/m);
  expect(mail.mails[0]).toContain(`127.0.0.1:${dead}`);
  await expect.poll(() => receiver.signed.length, ARRIVES).toBe(1);

  await bell.click();
  const alert = main.getByRole('list', { name: 'Open alerts' }).getByRole('listitem');
  await expect(alert).toContainText('refused the connection');
  await alert.getByRole('button', { name: /^Acknowledge/ }).click();
  await expect(main.getByText('1 open, and acknowledged.')).toBeVisible();
  await expect(bell).toHaveAccessibleName('Alerts');

  const { id, version } = await world.api.policies.get({ params: { id: policy.id } });
  const secret = { action: 'keep' } as const;
  const [trustpoint] = policy.trustpoints;
  await world.api.policies.replace({
    params: { id },
    version,
    body: labPolicy(world.labCa, {
      trustpoints: labPolicy(world.labCa).trustpoints.map((row) => ({ ...row, id: trustpoint?.id ?? '', secret })),
    }),
  });
  await enroll(world, trustpointOf(policy));
  await expect(main.getByRole('list', { name: 'Ended alerts, newest first' }).getByRole('listitem')).toContainText(
    'Over',
    { timeout: 30_000 },
  );
  await expect(main.getByText('Nothing is open.')).toBeVisible();
  await expect.poll(() => mail.mails.length, ARRIVES).toBe(2);
  await expect.poll(() => receiver.signed.length, ARRIVES).toBe(2);
  expect(receiver.unsigned()).toBe(0);

  await visit(page, '/settings/notifications');
  const deliveries = main.getByRole('list', { name: 'Deliveries, newest first' }).getByRole('listitem');
  await expect(deliveries.filter({ hasText: 'Delivered' })).toHaveCount(4);
  await receiver.close();
  await mail.close();
});

test('a test says why nothing arrives, and the Secret is told to nobody', async ({ page }) => {
  const port = await freePort();
  await addWebhookChannel(page, 'chat', `http://127.0.0.1:${port}/alerts`);
  await page.getByRole('button', { name: 'Send test over chat' }).click();
  const result = page.getByRole('dialog', { name: 'The test message was not delivered' });
  await expect(result).toContainText(`127.0.0.1:${port} refused the connection`);
  await result.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('link', { name: 'chat' }).click();
  await expect(page.getByText(/Set since .* Nobody can read it back\./)).toBeVisible();
  expect(await page.content()).not.toContain(SECRET);
});

test('a rule that is switched off stays off', async ({ page }) => {
  await visit(page, '/settings/notifications');
  const rule = page.getByRole('switch', { name: 'Enrollment failed: on' });
  await rule.click();
  await expect(rule).not.toBeChecked();
  await page.getByRole('button', { name: 'Edit Certificate expires soon' }).click();
  const dialog = page.getByRole('dialog', { name: 'Certificate expires soon' });
  await dialog.getByRole('spinbutton', { name: 'Before expiry' }).fill('21');
  await dialog.getByRole('button', { name: 'Save rule' }).click();
  await expect(dialog).toHaveCount(0);
  await page.reload();
  await expect(rule).not.toBeChecked();
  await expect(page.getByText('Certificate expires soon, 21 days before')).toBeVisible();
});

test('leaving a channel with changes asks first', async ({ page }) => {
  await visit(page, '/settings/notifications/channels/new');
  await page.getByLabel('Name').fill('operators');
  await page.getByRole('link', { name: 'Policies' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByLabel('Name')).toHaveValue('operators');
});

async function addEmailChannel(page: Page, name: string, port: number): Promise<void> {
  await visit(page, '/settings/notifications/channels/new');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Host').fill('127.0.0.1');
  await page.getByRole('radio', { name: 'None' }).check();
  await page.getByLabel('Port').fill(String(port));
  await page.getByLabel('From').fill('console@example.net');
  await page.getByLabel('To', { exact: true }).fill('pki@example.net');
  await save(page);
}

async function addWebhookChannel(page: Page, name: string, url: string): Promise<void> {
  await visit(page, '/settings/notifications/channels/new');
  await page.getByRole('radio', { name: 'Webhook' }).check();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('URL').fill(url);
  await page.getByLabel('Secret', { exact: true }).fill(SECRET);
  await save(page);
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save channel' }).click();
  await expect(page).toHaveURL(/\/settings\/notifications$/);
}

const ARRIVES = { timeout: 30_000 };
