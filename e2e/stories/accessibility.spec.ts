import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { labPolicy, labServer, labTrustpoint } from '../fixtures/drafts.ts';
import { enroll, givePolicy, trustpointOf } from '../fixtures/enroll.ts';
import { policyForm } from '../fixtures/policy-form.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';
import type { World } from '../fixtures/world.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing on any page, ${colorScheme}, ${width} px wide`, async ({ page, world }) => {
      test.slow();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await visit(page, '/');
      await expectNoViolations(page, 'the first steps');
      for (const { name, address, prepare } of await givePages(world)) {
        await test.step(name, async () => {
          await visit(page, address);
          await prepare?.(page);
          await expectNoViolations(page, name);
        });
      }
    });
  }
}

test('nothing scrolls sideways at 320 px', async ({ page, world }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 800 });
  await visit(page, '/');
  await expectNoSidewaysScroll(page, 'the first steps');
  for (const { name, address, prepare } of await givePages(world)) {
    await test.step(name, async () => {
      await visit(page, address);
      await prepare?.(page);
      await expectNoSidewaysScroll(page, name);
    });
  }
});

interface Place {
  readonly name: string;
  readonly address: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Every page there is, in the states that look different. */
async function givePages(world: World): Promise<Place[]> {
  const { labCa, api } = world;
  const long = 'a-trustpoint-with-a-long-name';
  const policy = await givePolicy(
    world,
    labPolicy(labCa, {
      description: 'Access points of the branches, north and south of the river',
      servers: [labServer(labCa), labServer(labCa, { role: 'secondary', host: 'a-second-server.ca.example.net' })],
      trustpoints: [labTrustpoint(labCa), labTrustpoint(labCa, { name: long }), labTrustpoint(labCa, { name: 'ap-9' })],
    }),
  );
  const advanced = await givePolicy(
    world,
    labPolicy(labCa, {
      name: 'weak-settings',
      trustpoints: [labTrustpoint(labCa, { name: 'ap-weak' })],
      advanced: { protection: { hash: 'sha1', iterations: 500 }, acceptance: { unprotectedErrors: true } },
    }),
  );
  const faulty = await givePolicy(
    world,
    labPolicy(labCa, {
      name: 'where-the-ca-misbehaves',
      servers: [labServer(labCa, { path: '/cmp/faults/certificate-subject-changed' })],
      trustpoints: [labTrustpoint(labCa, { name: 'ap-refused' })],
    }),
  );
  const slow = await givePolicy(
    world,
    labPolicy(labCa, {
      name: 'where-the-ca-takes-its-time',
      servers: [labServer(labCa, { path: '/cmp/faults/polling-for-ever' })],
      trustpoints: [labTrustpoint(labCa, { name: 'ap-waiting' })],
    }),
  );
  const succeeded = await enroll(world, trustpointOf(policy));
  const failed = await enroll(world, trustpointOf(faulty));
  const waiting = await api.trustpoints.startEnrollment({
    params: { id: trustpointOf(slow) },
    body: { operation: 'enroll' },
  });
  const channel = await api.alertChannels.create({
    body: {
      type: 'webhook',
      name: 'a-channel-with-a-long-name',
      enabled: true,
      trustAnchors: [],
      url: 'https://hooks.alerts.example.net/services/of-the-network-team/cmp',
      secret: { action: 'replace', value: 'a secret, long enough' },
    },
  });
  const alertId = await firstAlertOf(world);
  const menu = (name: string, item: string) => async (page: Page) => {
    await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  };
  return [
    { name: 'home', address: '/' },
    { name: 'policies', address: '/policies' },
    { name: 'policies, a search without result', address: '/policies?q=nothing' },
    { name: 'renaming', address: '/policies', prepare: menu('branch-aps', 'Rename') },
    { name: 'deleting', address: '/policies', prepare: menu('branch-aps', 'Delete…') },
    { name: 'a new policy', address: '/policies/new' },
    { name: 'a new policy, refused', address: '/policies/new', prepare: saveWhatIsWrong },
    { name: 'a policy', address: `/policies/${policy.id}`, prepare: openRowAndPaste },
    { name: 'advanced settings', address: `/policies/${advanced.id}`, prepare: choosePreset },
    { name: 'copying', address: `/policies/${policy.id}/copy` },
    { name: 'trustpoints', address: '/trustpoints' },
    { name: 'trustpoints, one selected', address: '/trustpoints', prepare: selectOne },
    { name: 'trustpoints, a search without result', address: '/trustpoints?q=nothing' },
    { name: 'enrollments, a search without result', address: '/enrollments?q=nothing&state=failed' },
    { name: 'a trustpoint', address: `/trustpoints/${trustpointOf(policy)}` },
    { name: 'renewing', address: `/trustpoints/${trustpointOf(policy)}`, prepare: askToRenew },
    { name: 'a trustpoint that failed', address: `/trustpoints/${trustpointOf(faulty)}` },
    { name: 'enrollments', address: '/enrollments' },
    { name: 'an enrollment', address: `/enrollments/${succeeded.id}` },
    { name: 'an enrollment that failed', address: `/enrollments/${failed.id}` },
    { name: 'an enrollment that waits', address: `/enrollments/${waiting.id}` },
    { name: 'a message', address: `/enrollments/${succeeded.id}/messages/2?node=body` },
    { name: 'alerts', address: '/alerts' },
    { name: 'an alert', address: `/alerts/${alertId}` },
    { name: 'notifications', address: '/settings/notifications' },
    { name: 'an alert rule', address: '/settings/notifications', prepare: editRule },
    { name: 'deleting a channel', address: '/settings/notifications', prepare: menu(channel.name, 'Delete…') },
    { name: 'a channel', address: `/settings/notifications/channels/${channel.id}` },
    { name: 'a new channel, refused', address: '/settings/notifications/channels/new', prepare: saveWrongChannel },
    { name: 'an address without a page', address: '/nowhere' },
  ];
}

async function saveWhatIsWrong(page: Page): Promise<void> {
  const form = policyForm(page);
  await form.field('/servers/0/host').fill('no host');
  await form.save();
  await expect(page.getByRole('alert')).toBeFocused();
}

/** The enrollment that failed rings the bell within moments. */
async function firstAlertOf({ api }: World): Promise<string> {
  const read = async () => (await api.alerts.list({ query: { state: ['open'] } })).items[0]?.id ?? '';
  await expect.poll(read, { timeout: 20_000 }).not.toBe('');
  return read();
}

async function editRule(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit CMP server does not answer' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function saveWrongChannel(page: Page): Promise<void> {
  await page.getByLabel('To', { exact: true }).fill('nobody');
  await page.getByRole('button', { name: 'Save channel' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
}

async function openRowAndPaste(page: Page): Promise<void> {
  await policyForm(page).open('ap-7-eap');
  await page.getByRole('button', { name: 'Add PEM or file' }).click();
  await page.getByRole('radio', { name: 'Replace' }).check();
}

async function choosePreset(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Worth a look' })).toBeVisible();
  await policyForm(page).choose(page.getByLabel('Kind of CA'), 'Lightweight CMP profile');
  await policyForm(page).field('/advanced/proxy/url').fill('proxy');
  await policyForm(page).field('/advanced/proxy/url').blur();
  await policyForm(page).choose(page.getByLabel('Hash', { exact: true }), 'SHA-1');
}

async function selectOne(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /ap-9/ }).check();
}

async function askToRenew(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Renew…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function expectNoViolations(page: Page, place: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
  expect.soft(found, place).toEqual([]);
}

async function expectNoSidewaysScroll(page: Page, place: string): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(beyond, `${place}: pixels beyond the window`).toBe(0);
}
