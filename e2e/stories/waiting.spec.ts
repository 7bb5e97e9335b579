import { labPolicy, labServer, labTrustpoint } from '../fixtures/drafts.ts';
import { givePolicy, trustpointOf } from '../fixtures/enroll.ts';
import { enrollmentPage } from '../fixtures/enrollment-page.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test('a CA that asks for time is asked again, also after the server was killed', async ({ page, world }) => {
  const policy = await givePolicy(
    world,
    labPolicy(world.labCa, { servers: [labServer(world.labCa, { path: '/cmp/waiting' })] }),
  );
  const enrollment = enrollmentPage(page);
  await visit(page, `/trustpoints/${trustpointOf(policy)}`);
  await page.getByRole('button', { name: 'Enroll', exact: true }).click();
  await enrollment.expectState('Waiting');
  await expect(page.getByText(/The console asks again at \d\d:\d\d:\d\d UTC/)).toBeVisible();
  await expect(enrollment.rungs.last()).toContainText(/Asks again at \d\d:\d\d:\d\d/);

  await world.killServer();
  await expect(page.getByText(/^Reconnecting/)).toBeVisible({ timeout: 20_000 });
  await world.startServer();
  await enrollment.expectState('Succeeded');
  const names = await enrollment.rungs.locator('code:first-child').allTextContents();
  expect(names.join(' ')).toMatch(/^ir ip (?:pollReq pollRep ){1,2}pollReq ip certConf pkiConf$/);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
});

test('what waits can be canceled, and nothing of it is used', async ({ page, world }) => {
  const servers = [labServer(world.labCa, { path: '/cmp/faults/polling-for-ever' })];
  const trustpoints = [labTrustpoint(world.labCa)];
  const policy = await givePolicy(world, labPolicy(world.labCa, { servers, trustpoints }));
  const enrollment = enrollmentPage(page);
  await visit(page, `/trustpoints/${trustpointOf(policy)}`);
  await page.getByRole('button', { name: 'Enroll', exact: true }).click();
  await enrollment.expectState('Waiting');

  await page.getByRole('button', { name: 'Cancel…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel the enrollment of ap-7-eap?' });
  await expect(dialog).toContainText('The trustpoint stays empty.');
  await dialog.getByRole('button', { name: 'Cancel enrollment' }).click();
  await enrollment.expectState('Canceled');

  await page.getByRole('region', { name: 'Transaction' }).getByRole('link', { name: 'ap-7-eap' }).click();
  await expect(page.getByText('It holds no certificate yet.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'History' })).toContainText('Enrollment canceled');
});
