import { startLabCa } from '@crypto-cmp/lab-ca/node';
import { expect, onTestFinished, test } from 'vitest';
import { toPolicyDraft } from '@crypto-cmp/api';

import { createTrustpoint, runEnrollment, trustpointOf, waitForEnd } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole, type TestConsole } from '../../test/start-console.ts';
import { labPolicy } from '../../test/start-lab.ts';

/** Certificates that are due after four seconds, with a lead time that is longer than their life. */
async function startShortLab() {
  const lab = await startLabCa({ folder: makeFolder(), port: 0, lifetimeSeconds: 6 });
  onTestFinished(async () => await lab.stop());
  return lab;
}

/** Looks until something is due, and waits for what comes of it. */
async function renewWhenDue({ scheduler, client }: TestConsole, trustpointId: string) {
  const giveUpAt = performance.now() + 15_000;
  while ((await scheduler.look()) === 0) {
    if (performance.now() > giveUpAt) throw new Error('nothing was due');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const [latest] = (await client.enrollments.list({ query: { trustpoint: trustpointId } })).items;
  if (latest === undefined) throw new Error('expected an enrollment');
  return await waitForEnd(client, latest.id);
}

test('renews a certificate by itself when it is due, signed by the old one', { timeout: 30_000 }, async () => {
  const [console_, lab] = [await startConsole(), await startShortLab()];
  const { trustpointId } = await createTrustpoint(console_.client, labPolicy(lab));
  const first = await runEnrollment(console_.client, trustpointId);
  const before = await trustpointOf(console_.client, trustpointId);
  expect(await console_.scheduler.look()).toBe(0);

  const renewal = await renewWhenDue(console_, trustpointId);
  expect(renewal).toMatchObject({ state: 'succeeded', operation: 'renew', requestType: 'kur' });
  expect(renewal.startedBy.kind).toBe('scheduler');
  expect(renewal.id).not.toBe(first.id);
  const after = await trustpointOf(console_.client, trustpointId);
  expect(after.certificate?.serialNumber).not.toBe(before.certificate?.serialNumber);
  // The next one is planned, and not before its window opens.
  expect(Date.parse(after.renewal?.nextTryAt ?? '')).toBeGreaterThanOrEqual(Date.parse(after.renewal?.startsAt ?? ''));
  expect((await console_.client.overview.get()).nextRenewal?.trustpoint.id).toBe(trustpointId);
});

test('tries a failed renewal later again, and at once when the policy is mended', { timeout: 30_000 }, async () => {
  const [console_, lab] = [await startConsole(), await startShortLab()];
  const { client } = console_;
  const { policy, trustpointId } = await createTrustpoint(client, labPolicy(lab));
  await runEnrollment(client, trustpointId);
  const atServer = async (path: string) => {
    const { version, ...stored } = await client.policies.get({ params: { id: policy.id } });
    const draft = toPolicyDraft({ ...stored, version });
    const servers = draft.servers.map((server) => ({ ...server, path }));
    await client.policies.replace({ params: { id: policy.id }, body: { ...draft, servers }, version });
  };
  await atServer('/cmp/faults/rejection/systemUnavail');

  const refused = await renewWhenDue(console_, trustpointId);
  expect(refused).toMatchObject({ state: 'failed', failure: { code: 'request-rejected' } });
  const minutes = (Date.parse(refused.nextTryAt ?? '') - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(4);
  expect(minutes).toBeLessThan(8);
  expect(await console_.scheduler.look()).toBe(0);

  await atServer('/cmp');
  expect(await renewWhenDue(console_, trustpointId)).toMatchObject({ state: 'succeeded', operation: 'renew' });
});

test('shows a renewal that cannot be sent as a failure with its reason', { timeout: 30_000 }, async () => {
  const [console_, lab] = [await startConsole(), await startShortLab()];
  const { client } = console_;
  const { policy, trustpointId } = await createTrustpoint(client, labPolicy(lab));
  await runEnrollment(client, trustpointId);
  const { version, ...stored } = await client.policies.get({ params: { id: policy.id } });
  const draft = toPolicyDraft({ ...stored, version });
  const trustpoints = draft.trustpoints.map((trustpoint) => ({ ...trustpoint, secret: { action: 'clear' as const } }));
  await client.policies.replace({ params: { id: policy.id }, body: { ...draft, trustpoints }, version });
  // Nobody looks until the certificate has expired.
  await new Promise((resolve) => setTimeout(resolve, 6500));

  const failed = await renewWhenDue(console_, trustpointId);
  expect(failed).toMatchObject({ state: 'failed', failure: { code: 'certificate-to-renew-missing' } });
  expect((await trustpointOf(client, trustpointId)).needsYou).toBe(true);
});
