import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Client, ConnectionTest } from '@crypto-cmp/api';
import { parseMacScheme, PKIMessage } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';
import { describe, expect, onTestFinished, test, vi } from 'vitest';

import { problemOf } from '../../test/problem-of.ts';
import { createTrustpoint, runEnrollment } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { labPolicy, labServer, startLab } from '../../test/start-lab.ts';
import { startProxy } from '../../test/start-proxy.ts';
import { makeTlsCredentials, startTls } from '../../test/start-tls.ts';

vi.setConfig({ testTimeout: 60_000 });

type Draft = Parameters<Client['connectionTests']['create']>[0]['body'];
type Advanced = NonNullable<Draft['advanced']>;

describe('TLS', () => {
  test('is judged by the policy’s own list alone, and by the name that it gives', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { port, root, requests } = await startTls(lab);
    const attempt = async (tls: NonNullable<Advanced['tls']>) =>
      layerOf(await ask(client, { server: tlsServer(port), trustAnchors: [root], advanced: { tls } }), 'tls');

    const otherList = await attempt({ trustAnchors: [lab.connection.rootCertificate] });
    expect(otherList).toMatchObject({
      verdict: 'failed',
      advice: expect.stringContaining('TLS trust anchors') as string,
    });
    expect(await attempt({ serverName: 'ca.example.net' })).toMatchObject({
      verdict: 'failed',
      detail: expect.stringContaining('does not bear ca.example.net, but IP Address:127.0.0.1') as string,
    });
    expect(requests()).toBe(0);
    expect((await attempt({ trustAnchors: [root] })).verdict).toBe('passed');
    expect(requests()).toBe(1);
  });

  test('passes for a server that is reached by another name than its certificate bears', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { port, root } = await startTls(lab, { dns: 'ca.example.net' });
    const body = { server: tlsServer(port), trustAnchors: [root] };
    expect(layerOf(await ask(client, body), 'tls').verdict).toBe('failed');
    const named = await ask(client, { ...body, advanced: { tls: { serverName: 'ca.example.net' } } });
    expect(layerOf(named, 'tls').detail).toContain('bears ca.example.net');
    expect(verdicts(named)).toMatchObject({ tls: 'passed', http: 'passed', cmp: 'passed' });
  });

  test('shows the client certificate of a trustpoint, and says so where the server wants one and gets none', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
    await runEnrollment(client, trustpointId);
    const { port, root } = await startTls(lab, { clientCa: lab.connection.rootCertificate });
    const attempt = async (clientTrustpointId: string | null) =>
      await ask(client, {
        server: tlsServer(port),
        advanced: { tls: { trustAnchors: [root], clientTrustpointId } },
      });

    expect(verdicts(await attempt(trustpointId))).toMatchObject({ tls: 'passed', http: 'passed', cmp: 'passed' });
    const without = failedLayer(await attempt(null));
    expect(without).toMatchObject({
      layer: 'tls',
      detail: 'The server demands a client certificate, and none was shown to it.',
      advice: expect.stringContaining('Choose a Client certificate') as string,
    });
    // As in an enrollment: a trustpoint that has none is no reason not to ask.
    expect(failedLayer(await attempt('nobody'))?.detail).toContain('none was shown');
  });

  test('says that a client certificate was shown and refused', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
    await runEnrollment(client, trustpointId);
    const attempt = async ({ port, root }: { port: number; root: string }) => {
      const tls = { trustAnchors: [root], clientTrustpointId: trustpointId };
      return failedLayer(await ask(client, { server: tlsServer(port), advanced: { tls } }));
    };
    expect(await attempt(await startStrictTls())).toMatchObject({
      layer: 'tls',
      detail: 'The server does not accept the client certificate that was shown to it.',
    });
    // Node's servers end the connection, and say nothing of the certificate.
    const silent = await startTls(lab, { clientCa: makeTlsCredentials().root });
    expect(await attempt(silent)).toMatchObject({
      layer: 'http',
      detail: expect.stringContaining('may not accept the client certificate') as string,
    });
  });
});

describe('a proxy', () => {
  test('is what DNS and TCP reach, and what HTTP goes through, but for the servers that are exempt', async () => {
    const [{ client }, lab, proxy] = [await startConsole(), await startLab(), await startProxy()];
    const server = labServer(lab);
    const direct = await ask(client, { server, advanced: { proxy: { url: proxy.url, exempt: '127.0.0.1' } } });
    expect(verdicts(direct)).toMatchObject({ tcp: 'passed', http: 'passed', cmp: 'passed' });
    expect(JSON.stringify(direct)).not.toContain('proxy');
    expect(proxy.requests()).toBe(0);

    const url = proxy.url.replace('127.0.0.1', 'localhost');
    const result = await ask(client, { server, advanced: { proxy: { url } } });
    expect(verdicts(result)).toMatchObject({ dns: 'passed', tcp: 'passed', tls: 'not-tested', cmp: 'passed' });
    expect(layerOf(result, 'dns').detail).toMatch(/^localhost is .* This is the proxy, through which 127\.0\.0\.1:/);
    expect(layerOf(result, 'tcp').detail).toContain(`Port ${new URL(url).port} of`);
    expect(layerOf(result, 'http').detail).toContain(`through the proxy ${new URL(url).host}`);
    expect(proxy.requests()).toBe(1);
  });

  test('tunnels TLS, whose certificate is the server’s own', async () => {
    const [{ client }, lab, proxy] = [await startConsole(), await startLab(), await startProxy()];
    const { port, root } = await startTls(lab);
    const body = { server: tlsServer(port), advanced: { proxy: { url: proxy.url } } };
    const result = await ask(client, { ...body, trustAnchors: [root] });
    expect(verdicts(result)).toMatchObject({ tcp: 'passed', tls: 'passed', http: 'passed', cmp: 'passed' });
    expect(layerOf(result, 'tls').detail).toContain('through the proxy');
    expect(proxy.requests()).toBe(2);

    const untrusted = failedLayer(await ask(client, body));
    expect(untrusted).toMatchObject({ layer: 'tls', detail: expect.stringContaining('no trust anchor') as string });
  });

  test('that opens no tunnel fails TLS, in words about the proxy', async () => {
    const [{ client }, proxy] = [await startConsole(), await startProxy({ refusesTunnels: true })];
    const result = await ask(client, { server: tlsServer(9), advanced: { proxy: { url: proxy.url } } });
    expect(failedLayer(result)).toMatchObject({
      layer: 'tls',
      detail: 'The proxy opened no tunnel to 127.0.0.1:9 (HTTP 403).',
    });
  });

  test('that is not there fails TCP, which says nothing about the server’s health', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    await createTrustpoint(client, labPolicy(lab));
    const url = 'http://127.0.0.1:1';
    const result = await ask(client, { server: labServer(lab), advanced: { proxy: { url } } });
    expect(failedLayer(result)).toMatchObject({
      layer: 'tcp',
      detail: expect.stringMatching(/^127\.0\.0\.1:1 refused the connection\. This is the proxy/) as string,
      advice: expect.stringContaining('Correct Proxy') as string,
    });
    expect((await client.overview.get()).servers).toMatchObject([{ lastContact: null }]);
  });
});

describe('the protected question', () => {
  const credentialOf = ({ connection: { referenceId, secret } }: Awaited<ReturnType<typeof startLab>>) =>
    ({ kind: 'typed', referenceId: { format: 'text', value: referenceId }, secret }) as const;

  test('takes a signed answer where the policy does, and says what it proves', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const body = {
      server: labServer(lab, 'signed-answers'),
      trustAnchors: [lab.connection.rootCertificate],
      credential: credentialOf(lab),
    };
    const taken = layerOf(await ask(client, body), 'cmp-protected');
    expect(taken).toMatchObject({ verdict: 'passed', detail: expect.stringContaining('its own signature') as string });
    const refused = await ask(client, { ...body, advanced: { acceptance: { signedAnswers: false } } });
    expect(layerOf(refused, 'cmp-protected').verdict).toBe('failed');
  });

  test('is asked by the MAC of the policy, and its answer held against the policy', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { server, asked } = await startListening(lab);
    const body = { server, credential: credentialOf(lab) };
    const attempt = async (advanced: Advanced) => layerOf(await ask(client, { ...body, advanced }), 'cmp-protected');
    const sha512 = { kind: 'pbmac1', hash: 'sha512', mac: 'hmac-sha384', iterations: 12_345 } as const;
    expect(await attempt({ protection: sha512 })).toMatchObject({ verdict: 'passed' });
    const { protectionAlg } = decode(PKIMessage, asked().at(-1) ?? new Uint8Array()).header.value;
    const scheme = protectionAlg && parseMacScheme(protectionAlg);
    expect(scheme).toMatchObject({ algorithm: 'pbmac1', hash: 'sha512', iterations: 12_345, mac: { hash: 'sha384' } });
    expect(await attempt({ acceptance: { minIterations: 50_000 } })).toMatchObject({ verdict: 'failed' });
    expect(await attempt({ acceptance: { sender: 'CN=Another CA' } })).toMatchObject({
      verdict: 'failed',
      detail: 'The answer comes from another sender than expected.',
    });
  });
});

test('follows a redirect only where the policy does', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const server = labServer(lab, 'faults/http-redirect');
  const attempt = async (redirects: 'never' | 'same-origin') =>
    failedLayer(await ask(client, { server, advanced: { acceptance: { redirects } } }))?.detail ?? '';
  expect(await attempt('never')).toContain('points to another address');
  expect(await attempt('same-origin')).not.toContain('points to another address');
});

test('points to what is wrong in the advanced settings', async () => {
  const [{ client }, lab] = [await startConsole(), await startLab()];
  const server = labServer(lab);
  const problem = await problemOf(ask(client, { server, advanced: { proxy: { url: 'https://proxy.example' } } }));
  expect(problem).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '/advanced/proxy/url' }] });
});

async function ask(client: Client, body: Draft): Promise<ConnectionTest> {
  return await client.connectionTests.create({ body });
}

function verdicts({ layers }: ConnectionTest) {
  return Object.fromEntries(layers.map(({ layer, verdict }) => [layer, verdict]));
}

function failedLayer({ layers }: ConnectionTest) {
  return layers.find(({ verdict }) => verdict === 'failed');
}

function layerOf({ layers }: ConnectionTest, name: ConnectionTest['layers'][number]['layer']) {
  const found = layers.find(({ layer }) => layer === name);
  if (found === undefined) throw new Error(`expected a layer ${name}`);
  return found;
}

/** A server of OpenSSL's that tells by an alert why it accepts no client certificate but those of its own CA. */
async function startStrictTls() {
  const { key, cert, root } = makeTlsCredentials();
  const folder = makeFolder();
  const write = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const own = ['-key', write('tls.key', key), '-cert', write('tls.pem', cert), '-CAfile', write('ca.pem', root)];
  const demand = ['-Verify', '1', '-verify_return_error', '-www'];
  const server = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...own, ...demand]);
  onTestFinished(async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const port = /^ACCEPT 127\.0\.0\.1:(\d+)$/.exec(line)?.[1];
    if (port !== undefined) return { port: Number(port), root };
  }
  throw new Error('expected OpenSSL to listen');
}

/** The lab CA behind a server that keeps what it was asked. */
async function startListening({ labCa }: Awaited<ReturnType<typeof startLab>>) {
  const questions: Buffer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      questions.push(body);
      void labCa
        .handle({ path: request.url ?? '', contentType: request.headers['content-type'], body })
        .then((answer) => response.writeHead(answer.status, answer.headers).end(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a server that listens on a port has such an address
  const at = { role: 'primary', host: '127.0.0.1', port, path: '/cmp', transport: 'http' } as const;
  return { server: at, asked: () => questions };
}

function tlsServer(port: number): Draft['server'] {
  return { role: 'primary', host: '127.0.0.1', port, path: '/cmp', transport: 'tls' };
}
