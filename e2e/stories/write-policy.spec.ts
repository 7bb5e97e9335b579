import type { PolicyDraftInput } from '@crypto-cmp/policy';

import { labPolicy, labServer, labTrustpoint } from '../fixtures/drafts.ts';
import { enrollmentPage } from '../fixtures/enrollment-page.ts';
import type { LabCaProgram } from '../fixtures/lab-ca.ts';
import { policyForm } from '../fixtures/policy-form.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test('a policy written by hand enrolls its trustpoint, and renews it by replacing what it says it replaces', async ({
  page,
  world,
}) => {
  const form = policyForm(page);
  const enrollment = enrollmentPage(page);
  const certificate = page.getByRole('region', { name: 'Current certificate' });
  const serial = certificate.locator('dt', { hasText: 'Serial number' }).locator('+ dd');

  await test.step('write every documented field, and save', async () => {
    await visit(page, '/policies/new');
    await form.write(everyField(world.labCa));
    await form.save();
    await expect(page.getByRole('status').getByText(/^Saved at/)).toBeVisible();
  });

  await test.step('what was written is there after loading the page again', async () => {
    await page.reload();
    await expect(form.field('/certificateRenewalTimeout')).toHaveValue('20');
    await expect(form.server('Secondary').getByLabel('Path')).toHaveValue('/cmp/second');
    await form.open('ctl-1-radius');
    await expect(form.field('/trustpoints/0/subjectName')).toHaveValue('CN=ctl-1,OU=Branch 12,O=Example Rail');
    await expect(page.getByText(/Nobody can read it back/)).toBeVisible();
    await expect(page.getByLabel('SAN Value')).toHaveCount(5);
  });

  await test.step('enroll', async () => {
    await visit(page, '/trustpoints');
    await page.getByRole('link', { name: 'ctl-1-radius' }).click();
    await page.getByRole('button', { name: 'Enroll', exact: true }).click();
    await enrollment.expectState('Succeeded');
    await enrollment.expectMessages('ir', 'ip', 'certConf', 'pkiConf');
    await page.getByRole('link', { name: 'See the certificate' }).click();
    for (const { value } of everyField(world.labCa).trustpoints[0]?.subjectAltNames ?? []) {
      await expect(certificate).toContainText(value);
    }
    await expect(certificate).toContainText('EC P-384, made by the console, never exported');
  });

  const first = (await serial.textContent()) ?? '';
  await test.step('renew, after being told what is replaced', async () => {
    await page.getByRole('button', { name: 'Renew…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Renew ctl-1-radius?' });
    await expect(dialog).toContainText('is replaced by a new one with a new key');
    await expect(dialog).toContainText('It stays in use until the CA has confirmed the new one');
    await dialog.getByRole('button', { name: 'Renew', exact: true }).click();
    await enrollment.expectState('Succeeded');
    await enrollment.expectMessages('kur', 'kup', 'certConf', 'pkiConf');
  });

  await test.step('the new certificate is in use, and the history tells of both', async () => {
    await page.getByRole('link', { name: 'See the certificate' }).click();
    await expect(serial).toBeVisible();
    await expect(serial).not.toHaveText(first);
    const history = page.getByRole('region', { name: 'History' }).getByRole('listitem');
    await expect(history.getByRole('link', { name: /^(?:Renewed|Enrolled)$/ })).toHaveText(['Renewed', 'Enrolled']);
  });
});

function everyField(labCa: LabCaProgram): PolicyDraftInput {
  return labPolicy(labCa, {
    name: 'branch-controllers',
    description: 'Controllers in the branches',
    certificateRenewalTimeout: 20,
    keyType: 'ec-p384',
    servers: [
      labServer(labCa),
      { role: 'secondary', transport: 'tls', host: 'ca2.example.net', port: 8443, path: '/cmp/second' },
    ],
    trustpoints: [
      labTrustpoint(labCa, {
        name: 'ctl-1-radius',
        subjectName: 'CN=ctl-1,OU=Branch 12,O=Example Rail',
        referenceId: { format: 'number', value: Number(labCa.referenceId) },
        senderName: 'CN=ctl-1',
        recipientName: labCa.caName,
        subjectAltNames: [
          { type: 'fqdn', value: 'ctl-1.example.net' },
          { type: 'ip-address', value: '192.0.2.12' },
          { type: 'email', value: 'ctl-1@example.net' },
          { type: 'string', value: 'ctl-1@realm.example.net' },
          { type: 'distinguished-name', value: 'CN=ctl-1,O=Branch 12' },
        ],
      }),
    ],
  });
}
