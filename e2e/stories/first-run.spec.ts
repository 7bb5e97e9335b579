import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { enrollmentPage } from '../fixtures/enrollment-page.ts';
import { askOpenssl } from '../fixtures/openssl.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test('a first run leads by one press to a confirmed certificate, whose chain openssl accepts', async ({
  page,
  world,
}) => {
  await visit(page, '/');
  await expect(page.getByRole('heading', { name: 'Nothing is enrolled yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Enroll with the lab CA' }).click();

  const enrollment = enrollmentPage(page);
  await enrollment.expectState('Succeeded');
  await enrollment.expectMessages('ir', 'ip', 'certConf', 'pkiConf');
  await expect(enrollment.rungs.nth(1)).toContainText(/\d+ of \d+ checks passed/);
  await expect(page.getByRole('list', { name: 'Progress' })).toContainText('Saved');

  await page.getByRole('link', { name: 'See the certificate' }).click();
  await expect(page.getByText('Valid', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/made by the console, never exported/)).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /^Download Chain/ }).click();
  const chain = join(world.folder, 'chain.pem');
  await (await download).saveAs(chain);
  const root = join(world.folder, 'root.pem');
  await writeFile(root, world.labCa.rootCertificate);
  await test.step('openssl verify', () => {
    test.skip(askOpenssl('version') === undefined, 'this machine lacks openssl');
    expect(askOpenssl('verify', '-CAfile', root, '-untrusted', chain, chain)).toBe(`${chain}: OK\n`);
  });

  await page.getByRole('link', { name: 'Home' }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Nothing is enrolled yet');
});
