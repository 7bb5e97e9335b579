import { labPolicy, labServer, labTrustpoint } from '../fixtures/drafts.ts';
import { givePolicy } from '../fixtures/enroll.ts';
import { freePort } from '../fixtures/free-port.ts';
import { holdServer } from '../fixtures/held-server.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test.describe('with one enrollment at a time', () => {
  test.use({ settings: { CA_CONCURRENCY: '1' } });

  test('the second waits for its turn, says so, and goes on by itself', async ({ page, world }) => {
    const held = await holdServer(world.labCa);
    const policy = await givePolicy(
      world,
      labPolicy(world.labCa, {
        servers: [labServer(world.labCa, { port: held.port })],
        trustpoints: ['ap-1-eap', 'ap-2-eap'].map((name) => labTrustpoint(world.labCa, { name })),
      }),
    );
    await visit(page, '/enrollments');
    for (const { id } of policy.trustpoints) {
      await world.api.trustpoints.startEnrollment({ params: { id }, body: { operation: 'enroll' } });
    }

    const queue = page.getByRole('list', { name: 'At the CMP servers now' });
    await expect(queue.getByRole('listitem')).toContainText(
      new RegExp(`127\\.0\\.0\\.1:${held.port}.*1 running.*1 waits.*At most 1 at once`),
    );
    const rows = page.getByRole('table', { name: 'Enrollments' }).getByRole('row');
    const waiting = rows.filter({ hasText: `Waits for its turn at 127.0.0.1:${held.port}` });
    await expect(waiting).toHaveCount(1);
    await waiting.getByRole('link').click();
    await expect(page.getByText(`Waits for its turn at 127.0.0.1:${held.port}.`)).toBeVisible();

    held.letGo();
    await expect(page.getByText('Succeeded', { exact: true })).toBeVisible({ timeout: 20_000 });
    await page.goBack();
    await expect(rows.filter({ hasText: 'Succeeded' })).toHaveCount(2);
    await expect(queue).toHaveCount(0);
    await held.close();
  });
});

test('a server that does not answer is given a rest, and home says until when', async ({ page, world }) => {
  const port = await freePort();
  const names = ['ap-1-eap', 'ap-2-eap', 'ap-3-eap', 'ap-4-eap', 'ap-5-eap'];
  const policy = await givePolicy(
    world,
    labPolicy(world.labCa, {
      servers: [labServer(world.labCa, { port })],
      trustpoints: names.map((name) => labTrustpoint(world.labCa, { name })),
    }),
  );
  await visit(page, '/');
  for (const { id } of policy.trustpoints) {
    await world.api.trustpoints.startEnrollment({ params: { id }, body: { operation: 'enroll' } });
  }
  const server = page.getByRole('region', { name: 'CMP servers' }).getByRole('listitem');
  await expect(server).toContainText('Unavailable', { timeout: 30_000 });
  await expect(server).toContainText(`127.0.0.1:${port} refused the connection`);
  await expect(server).toContainText(/\d+ failures in a row\. Not asked before \d\d:\d\d\./, { timeout: 30_000 });
});
