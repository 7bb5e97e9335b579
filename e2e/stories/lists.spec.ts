import type { Page } from '@playwright/test';

import { labPolicy, labTrustpoint } from '../fixtures/drafts.ts';
import { enroll, givePolicy } from '../fixtures/enroll.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';
import type { World } from '../fixtures/world.ts';

const COUNT = 60;

test('search, order and page of the policies live in the address, through reload and back', async ({ page, world }) => {
  await giveManyPolicies(world);
  await visit(page, '/policies');
  await expect(page.getByText('1 to 50 of 60')).toBeVisible();
  await expect(names(page).first()).toHaveText('policy-01');

  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page.getByText('51 to 60 of 60')).toBeVisible();
  await expect(names(page)).toHaveCount(10);
  await page.reload();
  await expect(names(page).first()).toHaveText('policy-51');
  await page.goBack();
  await expect(names(page).first()).toHaveText('policy-01');

  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await expect(page).toHaveURL(/sort=-name/);
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
  await expect(names(page).first()).toHaveText('policy-60');

  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search policies' });
  await expect(search).toBeFocused();
  await search.fill('policy-1');
  await expect(page.getByRole('status').filter({ hasText: '10 policies found' })).toBeVisible();
  await expect(page).toHaveURL(/q=policy-1/);
  await page.getByRole('link', { name: 'policy-17', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Edit policy-17' })).toBeFocused();
  await page.goBack();
  await expect(search).toHaveValue('policy-1');
  await expect(names(page)).toHaveText(Array.from({ length: 10 }, (_, index) => `policy-${19 - index}`));
  await page.reload();
  await expect(names(page).first()).toHaveText('policy-19');

  await search.fill('nothing is called this');
  await page.getByRole('button', { name: 'Show all policies' }).click();
  await expect(page.getByText('1 to 50 of 60')).toBeVisible();
});

test('states and policy of the trustpoints live in the address, with live counts', async ({ page, world }) => {
  const rows = ['ap-1', 'ap-2', 'ap-3'].map((name) => labTrustpoint(world.labCa, { name }));
  const policy = await givePolicy(world, labPolicy(world.labCa, { trustpoints: rows }));
  await givePolicy(world, labPolicy(world.labCa, { name: 'other', trustpoints: [labTrustpoint(world.labCa)] }));
  await visit(page, '/trustpoints');
  const empty = page.getByRole('group', { name: 'States' }).getByRole('button', { name: /^Empty/ });
  const valid = page.getByRole('group', { name: 'States' }).getByRole('button', { name: /^Valid/ });
  await expect(empty).toHaveText('Empty4');

  await test.step('an enrollment that ends elsewhere is counted here at once', async () => {
    await enroll(world, policy.trustpoints[0]?.id ?? '');
    await expect(empty).toHaveText('Empty3');
    await expect(valid).toHaveText('Valid1');
  });

  await empty.click();
  await expect(page).toHaveURL(/state=empty/);
  await expect(names(page)).toHaveText(['ap-2', 'ap-3', 'ap-7-eap']);
  await valid.click();
  await expect(names(page)).toHaveCount(4);
  await page.goBack();
  await expect(empty).toHaveAttribute('aria-pressed', 'true');
  await expect(valid).toHaveAttribute('aria-pressed', 'false');

  await page.getByRole('combobox', { name: 'Policy' }).click();
  await page.getByRole('option', { name: 'other' }).click();
  await expect(names(page)).toHaveText(['ap-7-eap']);
  await page.reload();
  await expect(names(page)).toHaveText(['ap-7-eap']);
  await expect(page.getByRole('combobox', { name: 'Policy' })).toHaveValue('other');
});

function names(page: Page) {
  return page.getByRole('table').locator('tbody tr [data-row-link]');
}

async function giveManyPolicies(world: World): Promise<void> {
  for (let number = 1; number <= COUNT; number++) {
    const suffix = String(number).padStart(2, '0');
    const trustpoints = [labTrustpoint(world.labCa, { name: `trustpoint-${suffix}` })];
    await givePolicy(world, labPolicy(world.labCa, { name: `policy-${suffix}`, trustpoints }));
  }
}
