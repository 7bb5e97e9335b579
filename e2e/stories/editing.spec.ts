import { labPolicy, labTrustpoint } from '../fixtures/drafts.ts';
import { enroll, givePolicy, trustpointOf } from '../fixtures/enroll.ts';
import { policyForm } from '../fixtures/policy-form.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test('what is not saved is not left behind unasked', async ({ page, world }) => {
  const { id } = await givePolicy(world, labPolicy(world.labCa));
  const form = policyForm(page);
  await visit(page, `/policies/${id}`);
  await form.field('/description').fill('half a thought');
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toContainText('1 unsaved change');

  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await page.getByRole('link', { name: 'Trustpoints', exact: true }).click();
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(form.field('/description')).toHaveValue('half a thought');

  await test.step('the browser asks too, before it loads the page anew', async () => {
    const asked = page.waitForEvent('dialog');
    // In the page, since Playwright's own reload would wait for a page that is never loaded.
    await page.evaluate(() => window.setTimeout(() => window.location.reload()));
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await expect(form.field('/description')).toHaveValue('half a thought');
  });

  await page.getByRole('link', { name: 'Trustpoints', exact: true }).click();
  await question.getByRole('button', { name: 'Leave and lose 1 change' }).click();
  await expect(page.getByRole('heading', { name: 'Trustpoints', level: 1 })).toBeVisible();
  expect(await world.api.policies.get({ params: { id } })).toMatchObject({ description: '' });
});

test('a press counts, though the field that is left by it gets an error and moves the page', async ({ page }) => {
  const form = policyForm(page);
  await visit(page, '/policies/new');
  const value = form.field('/trustpoints/0/subjectAltNames/0/value');
  const rows = form.section('Trustpoints').getByRole('heading', { level: 3 });
  await value.fill('not a host name');
  // As slow as people are: the field is left when the button goes down, and the press counts when it comes up.
  await page.getByRole('button', { name: 'Add trustpoint' }).click({ delay: 200 });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('1 field to correct');

  await rows.first().getByRole('button').click();
  await expect(value).toHaveAttribute('aria-invalid', 'true');
  await value.fill('ap-7.example.com');
  await page.getByRole('button', { name: 'Add a SAN' }).click({ delay: 200 });
  await expect(form.field('/trustpoints/0/subjectAltNames/1/value')).toBeVisible();
});

test('what only the server can know is wrong is shown at its field, and the summary leads there', async ({
  page,
  world,
}) => {
  await givePolicy(world, labPolicy(world.labCa, { name: 'taken' }));
  const form = policyForm(page);
  await visit(page, '/policies/new');
  const rows = [labTrustpoint(world.labCa, { name: 'free' }), labTrustpoint(world.labCa)];
  await form.write({ ...labPolicy(world.labCa, { name: 'Taken', trustpoints: rows }) });
  await form.open('free');
  await form.save();

  const summary = page.getByRole('alert');
  await expect(summary).toBeFocused();
  await expect(summary).toContainText('2 fields to correct before saving');
  await expect(form.field('/name')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('heading', { name: 'ap-7-eap' })).toContainText('1 field to correct');

  await summary.getByRole('link', { name: 'Trustpoint ap-7-eap, Name' }).click();
  const name = form.field('/trustpoints/1/name');
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await expect(name).toHaveAccessibleDescription(/taken|exists|already/i);

  await name.fill('ap-8-eap');
  await form.field('/name').fill('not-taken');
  await form.save();
  await expect(page.getByRole('status').getByText(/^Saved at/)).toBeVisible();
});

test('a policy in use is deleted only by somebody who has read what goes with it', async ({ page, world }) => {
  const policy = await givePolicy(world, labPolicy(world.labCa));
  expect((await enroll(world, trustpointOf(policy))).state).toBe('succeeded');
  const choose = async (action: string): Promise<void> => {
    await page.getByRole('button', { name: 'Actions for branch-aps', exact: true }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };
  await visit(page, '/policies');
  await choose('Delete…');
  await page.getByRole('dialog', { name: 'Delete branch-aps?' }).getByRole('button', { name: 'Delete policy' }).click();
  const inUse = page.getByRole('dialog', { name: 'branch-aps is in use. Delete it all the same?' });
  await expect(inUse.getByRole('listitem')).toContainText('ap-7-eap');
  await inUse.getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByRole('link', { name: 'branch-aps', exact: true })).toBeVisible();

  await choose('Delete…');
  await page.getByRole('button', { name: 'Delete policy' }).click();
  await inUse.getByRole('button', { name: 'Delete with its certificates' }).click();
  await expect(page.getByText('branch-aps is deleted')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'There is no policy yet' })).toBeVisible();
});

test('a policy is copied with what belongs to it, and renamed', async ({ page, world }) => {
  await givePolicy(world, labPolicy(world.labCa));
  const choose = async (policy: string, action: string): Promise<void> => {
    await page.getByRole('button', { name: `Actions for ${policy}`, exact: true }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };
  await visit(page, '/policies');

  await choose('branch-aps', 'Copy');
  await expect(page.getByRole('heading', { name: 'Copy branch-aps', level: 1 })).toBeVisible();
  await expect(page.getByText('with the same Secrets. No certificate is copied: each must be enrolled.')).toBeVisible();
  await page.getByLabel('Name').fill('branch-aps');
  await page.getByRole('button', { name: 'Copy policy' }).click();
  await expect(page.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Name').fill('south-aps');
  await page.getByRole('button', { name: 'Copy policy' }).click();
  await expect(page.getByRole('heading', { name: 'Edit south-aps' })).toBeVisible();

  await test.step('the copy has the Secret: it can be enrolled', async () => {
    const { items } = await world.api.policies.list({ query: { q: 'south-aps' } });
    const copy = await world.api.policies.get({ params: { id: items[0]?.id ?? '' } });
    expect((await enroll(world, trustpointOf(copy))).state).toBe('succeeded');
  });

  await page.getByRole('link', { name: 'Policies', exact: true }).first().click();
  await choose('south-aps', 'Rename');
  const dialog = page.getByRole('dialog', { name: 'Rename south-aps' });
  await dialog.getByLabel('Name').fill('west-aps');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('link', { name: 'west-aps', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'south-aps', exact: true })).toBeHidden();
});
