import { labPolicy, labTrustpoint } from '../fixtures/drafts.ts';
import { openEar } from '../fixtures/ear.ts';
import { enrollmentPage } from '../fixtures/enrollment-page.ts';
import { policyForm } from '../fixtures/policy-form.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test('a Secret goes in and never comes out, nor does a private key', async ({ page, world }) => {
  const encoder = new TextEncoder();
  const ear = await openEar(page, world);
  const form = policyForm(page);
  const enrollment = enrollmentPage(page);
  const { secret } = world.labCa;
  const first = 'Misheard & wrong – Secret 4711';

  await visit(page, '/policies/new');
  const trustpoint = labTrustpoint(world.labCa, { secret: { action: 'replace', value: first } });
  await form.write(labPolicy(world.labCa, { trustpoints: [trustpoint] }));
  await form.save();
  await expect(page.getByRole('status').getByText(/^Saved at/)).toBeVisible();

  await test.step('it is refused, replaced, and accepted', async () => {
    await page.getByRole('link', { name: /Go to its trustpoint/ }).click();
    await page.getByRole('link', { name: 'ap-7-eap' }).click();
    await page.getByRole('button', { name: 'Enroll', exact: true }).click();
    await enrollment.expectState('Failed');
    await page.getByRole('link', { name: 'Go to Secret' }).click();
    await page.getByRole('radio', { name: 'Replace' }).check();
    await page.getByLabel('New Secret').fill(secret);
    await page.getByRole('button', { name: 'Show what is typed' }).click();
    await form.save();
    await expect(page.getByRole('radio', { name: 'Keep' })).toBeChecked();
    await page.goBack();
    await page.getByRole('button', { name: 'Try again' }).click();
    await enrollment.expectState('Succeeded');
  });

  await test.step('look at everything there is to see', async () => {
    for (const rung of [0, 1, 2, 3]) {
      await enrollment.rungs.nth(rung).getByRole('link').click();
      await expect(page.getByRole('tree')).toBeVisible();
      await page.goBack();
      await enrollment.expectState('Succeeded');
    }
    await page.getByRole('link', { name: 'See the certificate' }).click();
    await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
    for (const address of ['/', '/policies', '/trustpoints', '/enrollments']) await visit(page, address);
    await page.reload();
  });

  // It did go over the wire, in the two requests that set it and in no other: so it would have been heard.
  expect(ear.requestsWith(first)).toEqual([expect.stringMatching(/^POST .*\/policies$/)]);
  expect(ear.requestsWith(secret)).toEqual([expect.stringMatching(/^PUT .*\/policies\//)]);
  expect(await ear.placesOf(encoder.encode(world.labCa.referenceId))).not.toEqual([]);

  expect(await ear.placesOf(encoder.encode(first))).toEqual([]);
  expect(await ear.placesOf(encoder.encode(secret))).toEqual([]);
  expect(await ear.placesOf(P256_PRIVATE_KEY_INFO)).toEqual([]);
  ear.close();
});

/** How the PKCS#8 PrivateKeyInfo of every P-256 key goes on after its length. */
const P256_PRIVATE_KEY_INFO = new Uint8Array(Buffer.from('020100301306072a8648ce3d020106082a8648ce3d030107', 'hex'));
