import { FAULTS, type FaultName } from '@crypto-cmp/lab-ca';

import { labPolicy, labServer, labTrustpoint } from '../fixtures/drafts.ts';
import { enroll, givePolicy, trustpointOf } from '../fixtures/enroll.ts';
import { enrollmentPage } from '../fixtures/enrollment-page.ts';
import { expect, test } from '../fixtures/test.ts';
import { visit } from '../fixtures/visit.ts';

test.use({ settings: { MESSAGE_TIMEOUT_SECONDS: '1', ENROLLMENT_TIMEOUT_SECONDS: '5' } });

/** One of each kind, and what the card says. That every fault there is ends with its own code is tested at the server. */
const TOLD: Partial<Record<FaultName, readonly string[]>> = {
  'recip-nonce-differs': [
    'so it may be an old one, played again',
    'recipNonce: is not the senderNonce of our last message.',
  ],
  'protection-missing': ['The CA’s answer is not protected, so anybody may have written it'],
  'mac-wrong': ['The answer was made with another Secret', 'Ask the CA’s operators which Secret belongs to 42'],
  'mac-iterations-many': ['too costly to check', 'MAC parameters: 1000000000 iterations, at most 100000 allowed.'],
  'certificate-key-differs': ['holds another key than the one requested, so the console rejected it'],
  'certificate-subject-changed': ['with other names than requested', 'Go to Subject Name'],
  'certificate-issuer-unknown': ['chains to no trust anchor', 'CN=Somebody Else', 'Go to Trust anchors'],
  'confirmation-silence': ['in time', 'The CA may have issued a certificate that the console does not have.'],
  'rejection/badCertTemplate': ['does not issue a certificate with this Subject Name, SAN or key', 'badCertTemplate'],
  'error-unprotected': ['nothing proves that the CA says so', 'The sender is not proven.'],
  'http-500': ['answered with HTTP 500, not with a CMP message'],
  'wrong-content-type': ['something that is no CMP message, such as a web page', 'Go to Path'],
  'answer-truncated': ['Copy text for the CA team'],
  silence: ['No answer from 127.0.0.1'],
  garbage: ['it is not the DER of a CMP message', 'Strict DER: expected SEQUENCE'],
};

test('whatever the lab CA does wrong ends in an explanation, and never in a certificate', async ({ page, world }) => {
  test.slow();
  const enrollment = enrollmentPage(page);
  for (const [fault, told] of Object.entries(TOLD)) {
    await test.step(fault, async () => {
      const name = fault.replace('/', '-').slice(0, 31);
      const servers = [labServer(world.labCa, { path: `/cmp/faults/${fault}` })];
      const trustpoints = [labTrustpoint(world.labCa, { name })];
      const policy = await givePolicy(world, labPolicy(world.labCa, { name, servers, trustpoints }));
      const { id } = await enroll(world, trustpointOf(policy));

      await visit(page, `/enrollments/${id}`);
      await enrollment.expectState('Failed');
      const card = page.getByRole('region').filter({ has: page.getByRole('heading', { name: 'What to do' }) });
      for (const words of told) await expect(card).toContainText(words);
      await expect(card).toContainText('No certificate is in use.');
      await visit(page, `/trustpoints/${trustpointOf(policy)}`);
      await expect(page.getByText('Empty', { exact: true })).toBeVisible();
    });
  }
  expect(Object.keys(FAULTS)).toEqual(expect.arrayContaining(Object.keys(TOLD)));

  await visit(page, '/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\d+ trustpoints need you$/);
});
