import { labPolicy } from '../fixtures/drafts.ts';
import { enrollmentPage } from '../fixtures/enrollment-page.ts';
import { policyForm } from '../fixtures/policy-form.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test('a policy that asks by PBMAC1 and p10cr enrolls, and the inspector shows both on the wire', async ({
  page,
  world,
}) => {
  const form = policyForm(page);
  const enrollment = enrollmentPage(page);
  const advanced = form.section('Advanced');

  await test.step('write the policy, and open what most people never open', async () => {
    await visit(page, '/policies/new');
    await form.write(labPolicy(world.labCa));
    await expect(advanced).toContainText('All defaults.');
    await advanced.getByRole('button', { name: 'Show advanced settings' }).click();
  });

  await test.step('a preset says what it changes, and is taken back', async () => {
    await form.choose(advanced.getByLabel('Kind of CA'), 'EJBCA, RA mode');
    await expect(advanced.getByRole('status')).toContainText('kur is now As the first enrollment');
    await advanced.getByRole('button', { name: 'Undo' }).click();
    await expect(advanced).toContainText('All defaults.');
  });

  await test.step('what is weak is said at its field and in one list', async () => {
    await form.field('/advanced/protection/iterations').fill('500');
    const look = form.section('Worth a look');
    await expect(look).toContainText('Advanced, Iterations: Whoever records a request');
    await form.field('/advanced/protection/iterations').fill('20000');
    await expect(look).toHaveCount(0);
  });

  await test.step('choose PBMAC1 and p10cr, and save', async () => {
    await advanced.getByRole('radio', { name: 'PBMAC1' }).check();
    await form.choose(form.field('/advanced/messages/firstMessage'), 'p10cr');
    await expect(advanced).toContainText('PBMAC1 with SHA-256');
    await expect(advanced).toContainText('3 settings differ from the defaults.');
    await form.save();
    await expect(page.getByRole('status').getByText(/^Saved at/)).toBeVisible();
  });

  await test.step('after loading again the part is open, since it says something', async () => {
    await page.reload();
    await expect(form.field('/advanced/protection/iterations')).toHaveValue('20000');
    await expect(advanced.getByRole('radio', { name: 'PBMAC1' })).toBeChecked();
  });

  await test.step('enroll', async () => {
    await visit(page, '/trustpoints');
    await page.getByRole('link', { name: 'ap-7-eap' }).click();
    await page.getByRole('button', { name: 'Enroll', exact: true }).click();
    await enrollment.expectState('Succeeded');
    await enrollment.expectMessages('p10cr', 'cp', 'certConf', 'pkiConf');
  });

  await test.step('the inspector shows them', async () => {
    await visit(page, `${new URL(page.url()).pathname}/messages/1`);
    const tree = page.getByRole('tree');
    await expect(tree).toContainText('p10cr');
    await expect(page.getByRole('main')).toContainText('PBMAC1');
  });
});
