import { labPolicy } from '../fixtures/drafts.ts';
import { givePolicy } from '../fixtures/enroll.ts';
import { policyForm } from '../fixtures/policy-form.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test('two people change one policy: the second one sees both versions, loses no input, and decides', async ({
  page,
  context,
  world,
}) => {
  const { id } = await givePolicy(world, labPolicy(world.labCa));
  const other = await context.newPage();
  const [mine, theirs] = [policyForm(page), policyForm(other)];
  await visit(page, `/policies/${id}`);
  await visit(other, `/policies/${id}`);

  await mine.field('/name').fill('branch-aps-north');
  await mine.field('/description').fill('what I mean');
  await theirs.field('/description').fill('what they mean');
  await theirs.field('/certificateRenewalTimeout').fill('21');
  await theirs.save();
  await expect(other.getByRole('status').getByText(/^Saved at/)).toBeVisible();

  await mine.save();
  const clash = page.getByRole('dialog', { name: /^Somebody saved this policy at .* UTC$/ });
  await expect(clash).toContainText('They changed 2 things, and 1 of them you changed too.');
  const description = clash.getByRole('listitem');
  await expect(description).toContainText('what I mean');
  await expect(description).toContainText('what they mean');

  await test.step('going back to the form loses nothing', async () => {
    await clash.getByRole('button', { name: 'Keep editing' }).click();
    await expect(mine.field('/name')).toHaveValue('branch-aps-north');
    await expect(mine.field('/description')).toHaveValue('what I mean');
  });

  await mine.save();
  await clash.getByRole('radio', { name: 'Take theirs' }).check();
  await clash.getByRole('button', { name: 'Save these choices' }).click();
  await expect(page.getByRole('status').getByText(/^Saved at/)).toBeVisible();
  await expect(mine.field('/description')).toHaveValue('what they mean');
  await expect(mine.field('/certificateRenewalTimeout')).toHaveValue('21');
  expect(await world.api.policies.get({ params: { id } })).toMatchObject({
    name: 'branch-aps-north',
    description: 'what they mean',
    certificateRenewalTimeout: 21,
  });
});
