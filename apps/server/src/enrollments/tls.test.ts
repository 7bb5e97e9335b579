import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import type { RunningLabCa } from '@crypto-cmp/lab-ca/node';
import { expect, onTestFinished, test } from 'vitest';

import { createTrustpoint, runEnrollment } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';

test(
  'enrolls over TLS with a server that a trust anchor of the policy has certified',
  { timeout: 60_000 },
  async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { port, root } = await startTls(lab, '127.0.0.1');
    const { trustpointId } = await createTrustpoint(client, tlsPolicy(lab, port, [root]));

    expect((await runEnrollment(client, trustpointId)).failure).toBeNull();
  },
);

test.each([
  { what: 'nobody trusts', name: '127.0.0.1', isTrusted: false },
  { what: 'bears another name', name: '192.0.2.1', isTrusted: true },
])('sends nothing to a TLS server whose certificate $what', { timeout: 60_000 }, async ({ name, isTrusted }) => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const { port, root, requests } = await startTls(lab, name);
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

/** The lab CA behind TLS, with a certificate for `ip` from a CA of its own. */
async function startTls({ labCa }: RunningLabCa, ip: string) {
  const folder = makeFolder();
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  run('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=TLS CA', '-days', '2');
  run('req', ...newKey, '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=tls');
  writeFileSync(join(folder, 'tls.ext'), `subjectAltName=IP:${ip}\n`);
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'tls.ext', '-days', '2'];
  run('x509', '-req', '-in', 'tls.csr', ...signed, '-out', 'tls.pem');

  let requests = 0;
  const credentials = { key: readFileSync(join(folder, 'tls.key')), cert: readFileSync(join(folder, 'tls.pem')) };
  const server = createServer(credentials, (request, response) => {
    requests += 1;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const contentType = request.headers['content-type'];
      void labCa
        .handle({ path: request.url ?? '', contentType, body: Buffer.concat(chunks) })
        .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port, // a server that listens on a port has such an address
    root: readFileSync(join(folder, 'ca.pem'), 'utf8'),
    requests: () => requests,
  };
}
