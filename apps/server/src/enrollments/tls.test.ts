import type { RunningLabCa } from '@crypto-cmp/lab-ca/node';
import { expect, test } from 'vitest';

import { createTrustpoint, runEnrollment } from '../../test/run-enrollment.ts';
import { startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { startTls } from '../../test/start-tls.ts';

test(
  'enrolls over TLS with a server that a trust anchor of the policy has certified',
  { timeout: 60_000 },
  async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { port, root } = await startTls(lab);
    const { trustpointId } = await createTrustpoint(client, tlsPolicy(lab, port, [root]));

    expect((await runEnrollment(client, trustpointId)).failure).toBeNull();
  },
);

test.each([
  { what: 'nobody trusts', name: '127.0.0.1', isTrusted: false },
  { what: 'bears another name', name: '192.0.2.1', isTrusted: true },
])('sends nothing to a TLS server whose certificate $what', { timeout: 60_000 }, async ({ name, isTrusted }) => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { port, root, requests } = await startTls(lab, { ip: name });
  const { trustpointId } = await createTrustpoint(client, tlsPolicy(lab, port, isTrusted ? [root] : []));
  const enrollment = await runEnrollment(client, trustpointId);

  expect(enrollment.failure).toMatchObject({
    code: 'tls-not-trusted',
    certificateMayExist: false,
    retryCanCure: false,
    explanation: { field: { pointer: '/servers/0/host' } },
  });
  expect(requests()).toBe(0);
});

function tlsPolicy(lab: RunningLabCa, port: number, anchors: readonly string[]) {
  return labPolicy(lab, {
    servers: [{ role: 'primary', host: '127.0.0.1', port, path: '/cmp', transport: 'tls' }],
    trustAnchors: [lab.connection.rootCertificate, ...anchors],
  });
}
