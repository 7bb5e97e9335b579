import { labPolicy, labTrustpoint } from '../fixtures/drafts.ts';
import { givePolicy, trustpointOf } from '../fixtures/enroll.ts';
import { enrollmentPage } from '../fixtures/enrollment-page.ts';
import { policyForm } from '../fixtures/policy-form.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test('a wrong Secret fails with an explanation, which leads to the very field and from there to a certificate', async ({
  page,
  world,
}) => {
  const wrong = { action: 'replace', value: 'what somebody misheard' } as const;
  const rows = [labTrustpoint(world.labCa, { name: 'ap-6-eap' }), labTrustpoint(world.labCa, { secret: wrong })];
  const policy = await givePolicy(world, labPolicy(world.labCa, { trustpoints: rows }));
  const form = policyForm(page);
  const enrollment = enrollmentPage(page);

  await visit(page, `/trustpoints/${policy.trustpoints[1]?.id ?? trustpointOf(policy)}`);
  await expect(page.getByText('It holds no certificate yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Enroll', exact: true }).click();
  await enrollment.expectState('Failed');

  const card = page.getByRole('region', { name: 'The CA does not accept the Secret or the Reference ID' });
  await expect(card).toContainText('Ask its operators which Secret belongs to 42, then replace it here.');
  await expect(card).toContainText('badMessageCheck');
  await expect(card).toContainText('No certificate is in use.');
  await card.getByRole('link', { name: 'Go to Secret' }).click();

  await expect(page).toHaveURL(/\/policies\/[^/]+#\/trustpoints\/1\/secret/);
  const secret = page.getByRole('radiogroup', { name: 'Secret' });
  await expect(secret.getByRole('radio', { name: 'Keep' })).toBeFocused();
  await secret.getByRole('radio', { name: 'Replace' }).check();
  await page.getByLabel('New Secret').fill(world.labCa.secret);
  await form.save();
  await expect(page.getByRole('status').getByText(/^Saved at/)).toBeVisible();

  await page.goBack();
  await page.getByRole('button', { name: 'Try again' }).click();
  await enrollment.expectState('Succeeded');
  await enrollment.expectMessages('ir', 'ip', 'certConf', 'pkiConf');
});
