import { labPolicy, labServer } from '../fixtures/drafts.ts';
import { givePolicy, trustpointOf } from '../fixtures/enroll.ts';
import { enrollmentPage } from '../fixtures/enrollment-page.ts';
import { freePort } from '../fixtures/free-port.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test('when the Primary is dead the Secondary answers, and the failover is shown', async ({ page, world }) => {
  const port = await freePort();
  const servers = [labServer(world.labCa, { port }), labServer(world.labCa, { role: 'secondary' })];
  const policy = await givePolicy(world, labPolicy(world.labCa, { servers }));
  const enrollment = enrollmentPage(page);

  await visit(page, `/trustpoints/${trustpointOf(policy)}`);
  await page.getByRole('button', { name: 'Enroll', exact: true }).click();
  await enrollment.expectState('Succeeded');

  await expect(page.getByText('Primary could not be reached, so Secondary was asked')).toBeVisible();
  await expect(enrollment.rungs.first()).toContainText('Not delivered');
  await expect(enrollment.rungs.first()).toContainText(`127.0.0.1:${port} refused the connection`);
  await expect(enrollment.rungs.filter({ hasText: 'Failover' })).toContainText(
    `Secondary127.0.0.1:${world.labCa.port}`,
  );
  await enrollment.expectMessages('ir', 'ir', 'ip', 'certConf', 'pkiConf');

  await visit(page, '/');
  const servers_ = page.getByRole('region', { name: 'CMP servers' });
  await expect(servers_.getByRole('listitem').filter({ hasText: String(port) })).toContainText('Unavailable');
  await expect(servers_.getByRole('listitem').filter({ hasText: String(world.labCa.port) })).toContainText('Answers');
});
