import { parseMacScheme, PKIMessage } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';
import { type Client, toPolicyDraft } from '@crypto-cmp/api';
import { expect, test, vi } from 'vitest';

import { problemOf } from '../../test/problem-of.ts';
import { createTrustpoint, runEnrollment, trustpointOf } from '../../test/run-enrollment.ts';
import { startConsole } from '../../test/start-console.ts';
import { labPolicy, type LabPolicyOptions, startLab } from '../../test/start-lab.ts';
import { startProxy } from '../../test/start-proxy.ts';
import { startTls } from '../../test/start-tls.ts';
import { openStored } from '../../test/test-database.ts';

vi.setConfig({ testTimeout: 60_000 });

type Advanced = NonNullable<LabPolicyOptions['advanced']>;

async function start(advanced: Advanced, options: Omit<LabPolicyOptions, 'advanced'> = {}) {
  const [console_, lab] = [await startConsole(), await startLab()];
  const { policy, trustpointId } = await createTrustpoint(console_.client, labPolicy(lab, { ...options, advanced }));
  return { ...console_, lab, policy, trustpointId };
}

async function messageOf(client: Client, id: string, n = 1) {
  return decode(PKIMessage, (await client.enrollments.message({ params: { id, n } })).bytes);
}

test.each(['ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87'] as const)(
  'enrolls, confirms and renews a key of %s',
  async (keyType) => {
    const { client, trustpointId } = await start({}, { keyType });
    expect(await runEnrollment(client, trustpointId)).toMatchObject({ state: 'succeeded', failure: null });
    expect((await trustpointOf(client, trustpointId)).certificate?.key).toBe(keyType.toUpperCase());
    expect(await runEnrollment(client, trustpointId, 'renew')).toMatchObject({
      state: 'succeeded',
      requestType: 'kur',
      protection: { sent: 'signature' },
    });
  },
);

test('asks by PBMAC1 and p10cr, with the salt, the iterations and the profile that the policy says', async () => {
  const { client, trustpointId } = await start({
    messages: { firstMessage: 'p10cr', certProfile: 'tls-client' },
    protection: { kind: 'pbmac1', hash: 'sha512', mac: 'hmac-sha384', iterations: 12_345, saltOctets: 24 },
  });
  const enrollment = await runEnrollment(client, trustpointId);
  expect(enrollment, JSON.stringify(enrollment.failure)).toMatchObject({
    state: 'succeeded',
    requestType: 'p10cr',
    protection: { sent: 'mac' },
  });
  expect(enrollment.comparison.every(({ verdict }) => verdict === 'same')).toBe(true);
  const { header } = await messageOf(client, enrollment.id);
  const tree = await client.enrollments.messageTree({ params: { id: enrollment.id, n: 1 } });
  const scheme = header.value.protectionAlg && parseMacScheme(header.value.protectionAlg);
  expect(scheme).toMatchObject({ algorithm: 'pbmac1', hash: 'sha512', iterations: 12_345, mac: { hash: 'sha384' } });
  expect(scheme?.salt).toHaveLength(24);
  expect(JSON.stringify(tree)).toContain('tls-client');
});

test.each(['ir', 'cr'] as const)(
  'asks for the first certificate by %s, without certConf if it may',
  async (firstMessage) => {
    const { client, trustpointId } = await start({ messages: { firstMessage, implicitConfirm: true } });
    const enrollment = await runEnrollment(client, trustpointId);
    expect(enrollment).toMatchObject({ state: 'succeeded', requestType: firstMessage });
    expect(enrollment.messages.map(({ bodyType }) => bodyType)).toEqual([
      firstMessage,
      firstMessage === 'ir' ? 'ip' : 'cp',
    ]);
  },
);

test.each([
  { renewalMessage: 'cr', requestType: 'cr', sent: 'signature' },
  { renewalMessage: 'as-first', requestType: 'p10cr', sent: 'mac' },
] as const)('renews by $requestType where the CA knows no kur', async ({ renewalMessage, requestType, sent }) => {
  const { client, trustpointId } = await start({ messages: { firstMessage: 'p10cr', renewalMessage } });
  await runEnrollment(client, trustpointId);
  const renewal = await runEnrollment(client, trustpointId, 'renew');
  expect(renewal, JSON.stringify(renewal.failure)).toMatchObject({
    state: 'succeeded',
    requestType,
    protection: { sent },
  });
  expect((await trustpointOf(client, trustpointId)).history[0]).toMatchObject({ kind: 'renewed' });
});

test('says that a renewal which begins anew needs the Secret', async () => {
  const { client, policy, trustpointId } = await start({ messages: { renewalMessage: 'as-first' } });
  await runEnrollment(client, trustpointId);
  const draft = toPolicyDraft(await client.policies.get({ params: { id: policy.id } }));
  const trustpoints = draft.trustpoints.map((row) => ({ ...row, secret: { action: 'clear' as const } }));
  const params = { id: policy.id };
  const saved = await client.policies.replace({
    params,
    version: policy.version,
    body: { ...draft, trustpoints },
    query: {},
  });
  expect(saved.warnings.map(({ code }) => code)).toEqual(['renewal-without-secret']);
  expect((await runEnrollment(client, trustpointId, 'renew')).failure).toMatchObject({ code: 'secret-missing' });
});

test('refuses a signed answer to a request under the Secret where the policy does', async () => {
  const { client, trustpointId } = await start({ acceptance: { signedAnswers: false } }, { path: 'signed-answers' });
  expect((await runEnrollment(client, trustpointId)).failure).toMatchObject({ code: 'protection-kind-differs' });
});

test('expects the sender that the policy names, also against Recipient Name', async () => {
  const { client, trustpointId } = await start({ acceptance: { sender: 'CN=Another CA' } });
  expect((await runEnrollment(client, trustpointId)).failure).toMatchObject({
    code: 'sender-differs',
    explanation: { field: { pointer: '/advanced/acceptance/sender', label: 'Expected sender' } },
  });
});

test('bounds the iterations that the CA may demand', async () => {
  const { client, trustpointId } = await start({ acceptance: { minIterations: 50_000 } });
  expect((await runEnrollment(client, trustpointId)).failure).toMatchObject({
    code: 'mac-parameters-refused',
    explanation: { field: { pointer: '/advanced/acceptance/maxIterations' } },
  });
});

test('gives up after the total time of the policy, not after that of the server', async () => {
  const { client, trustpointId } = await start(
    { timeouts: { messageSeconds: 1, totalSeconds: 2 } },
    { path: 'faults/silence' },
  );
  // The server's own settings give it minutes, and this waits for half a one.
  const { failure } = await runEnrollment(client, trustpointId);
  expect(failure).toMatchObject({ code: 'answer-timed-out' });
  expect(failure?.message).toContain('within 1 s');
});

test('shows a trustpoint’s certificate to a TLS server that trusts only its own list', async () => {
  const { client, lab, trustpointId } = await start({});
  await runEnrollment(client, trustpointId);
  const { port, root } = await startTls(lab, { clientCa: lab.connection.rootCertificate });
  const servers = [{ role: 'primary' as const, host: '127.0.0.1', port, path: '/cmp', transport: 'tls' as const }];
  const tls = { trustAnchors: [root] };
  const without = await createTrustpoint(client, labPolicy(lab, { name: 'without', servers, advanced: { tls } }));
  expect((await runEnrollment(client, without.trustpointId)).state).toBe('failed');
  const advanced = { tls: { ...tls, clientTrustpointId: trustpointId } };
  const shown = await createTrustpoint(client, labPolicy(lab, { name: 'shown', servers, advanced }));
  expect((await runEnrollment(client, shown.trustpointId)).failure).toBeNull();

  const unknown = labPolicy(lab, { name: 'unknown', servers, advanced: { tls: { clientTrustpointId: 'nobody' } } });
  expect(await problemOf(client.policies.create({ body: unknown }))).toMatchObject({
    errors: [{ pointer: '/advanced/tls/clientTrustpointId', code: 'trustpoint-unknown' }],
  });
});

test('trusts for TLS the policy’s own list alone, and the name that it gives', async () => {
  const { client, lab } = await start({});
  const { port, root } = await startTls(lab);
  const servers = [{ role: 'primary' as const, host: '127.0.0.1', port, path: '/cmp', transport: 'tls' as const }];
  const attempt = async (name: string, tls: NonNullable<Advanced['tls']>) => {
    const trustAnchors = [lab.connection.rootCertificate, root];
    const { trustpointId } = await createTrustpoint(
      client,
      labPolicy(lab, { name, servers, trustAnchors, advanced: { tls } }),
    );
    return (await runEnrollment(client, trustpointId)).failure?.code ?? 'none';
  };
  expect(await attempt('other-list', { trustAnchors: [lab.connection.rootCertificate] })).toBe('tls-not-trusted');
  expect(await attempt('own-list', { trustAnchors: [root] })).toBe('none');
  expect(await attempt('other-name', { serverName: 'ca.example.net' })).toBe('tls-not-trusted');
});

test('asks by way of the proxy, but for the servers that are exempt', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const proxy = await startProxy();
  const attempt = async (name: string, exempt: string) => {
    const advanced = { proxy: { url: proxy.url, exempt } };
    const { trustpointId } = await createTrustpoint(client, labPolicy(lab, { name, advanced }));
    expect((await runEnrollment(client, trustpointId)).failure).toBeNull();
  };
  await attempt('direct', '127.0.0.1');
  expect(proxy.requests()).toBe(0);
  await attempt('by-proxy', 'example.net');
  expect(proxy.requests()).toBeGreaterThan(0);
});

test('warns of what is weak, and saves it all the same', async () => {
  const { client, policy } = await start({ protection: { hash: 'sha1' } }, { trustAnchors: [] });
  const codes = policy.warnings.map(({ code, pointer }) => `${code} ${pointer}`);
  expect(codes).toEqual(['trust-anchor-missing /trustAnchors', 'mac-outdated /advanced/protection/hash']);
  expect((await client.policies.get({ params: { id: policy.id } })).warnings).toEqual(policy.warnings);
});

test('a policy that was stored before there were advanced settings has the defaults', async () => {
  const { client, policy, trustpointId, settings: own } = await start({ protection: { kind: 'pbmac1' } });
  const database = await openStored(own.dataDir);
  const { settings } = await database.selectFrom('policies').select('settings').executeTakeFirstOrThrow();
  const { advanced: _, ...earlier } = JSON.parse(settings) as Record<string, unknown>;
  await database
    .updateTable('policies')
    .set({ settings: JSON.stringify(earlier) })
    .execute();
  expect((await client.policies.get({ params: { id: policy.id } })).advanced.protection.kind).toBe('pbm');
  expect((await runEnrollment(client, trustpointId)).state).toBe('succeeded');
});
