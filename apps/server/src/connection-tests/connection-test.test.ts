import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';

import type { Client, ConnectionTest } from '@crypto-cmp/api';
import type { PolicyDraftInput } from '@crypto-cmp/policy';
import { describe, expect, onTestFinished, test } from 'vitest';

import { problemOf } from '../../test/problem-of.ts';
import { createTrustpoint, runEnrollment } from '../../test/run-enrollment.ts';
import { startConsole } from '../../test/start-console.ts';
import { labPolicy, labServer, startLab } from '../../test/start-lab.ts';
import { startTls } from '../../test/start-tls.ts';

describe('against the lab CA', { timeout: 60_000 }, () => {
  test('finds every layer in order, asks under a typed Secret, and issues nothing', async () => {
    const [{ client, log }, lab] = [await startConsole(), await startLab()];
    const { referenceId, secret, rootCertificate } = lab.connection;
    const result = await client.connectionTests.create({
      body: {
        server: labServer(lab),
        trustAnchors: [rootCertificate],
        credential: { kind: 'typed', referenceId: { format: 'text', value: referenceId }, secret },
      },
    });

    expect(verdicts(result)).toEqual({
      dns: 'not-tested',
      tcp: 'passed',
      tls: 'not-tested',
      http: 'passed',
      cmp: 'passed',
      'cmp-protected': 'passed',
    });
    expect(result.durationMs).toBeGreaterThanOrEqual(Math.max(...result.layers.map(({ durationMs }) => durationMs)));
    expect(JSON.stringify(result) + log()).not.toContain(secret);
    expect((await client.enrollments.list({ query: {} })).total).toBe(0);
  });

  test.each([
    { who: 'the CA itself', isTrusted: true, words: /does not accept the Secret or the Reference ID\.$/ },
    {
      who: 'somebody unproven',
      isTrusted: false,
      words: /does not accept .* Nothing proves that this answer is the CA’s/,
    },
  ])('says that a wrong Secret is refused by $who', async ({ isTrusted, words }) => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const referenceId = { format: 'text', value: lab.connection.referenceId } as const;
    const trustAnchors = isTrusted ? [lab.connection.rootCertificate] : [];
    const credential = { kind: 'typed', referenceId, secret: 'not the Secret' } as const;
    const result = await client.connectionTests.create({ body: { server: labServer(lab), trustAnchors, credential } });

    expect(verdicts(result)).toMatchObject({ cmp: 'passed', 'cmp-protected': 'failed' });
    expect(detail(result, 'cmp-protected')).toMatch(words);
  });

  test('uses the stored Secret of a trustpoint, then its certificate, and its anchor where none is typed', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
    const body = { server: labServer(lab), credential: { kind: 'trustpoint', trustpointId } } as const;

    expect(detail(await client.connectionTests.create({ body }), 'cmp-protected')).toContain('under the Secret');
    expect((await runEnrollment(client, trustpointId)).failure).toBeNull();
    const signed = await client.connectionTests.create({ body });
    expect(verdicts(signed)['cmp-protected']).toBe('passed');
    expect(detail(signed, 'cmp-protected')).toContain('signed with the current certificate');
  });

  test('says why the protected question was not asked, where there is nothing to protect it with', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const result = await client.connectionTests.create({ body: { server: labServer(lab) } });
    expect(result.layers.at(-1)).toMatchObject({ layer: 'cmp-protected', verdict: 'not-tested' });
    expect(detail(result, 'cmp-protected')).toContain('no Secret and no certificate');
  });

  test.each([
    ['http-404', 'http', 'no CMP server at this Path'],
    ['http-redirect', 'http', 'points to another address'],
    ['html-page', 'http', 'no CMP message'],
  ])('names the layer that the fault %s breaks: %s', async (fault, layer, words) => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const result = await client.connectionTests.create({ body: { server: labServer(lab, `faults/${fault}`) } });
    expect(failedLayer(result)?.layer).toBe(layer);
    expect(failedLayer(result)?.detail).toContain(words);
    expect(failedLayer(result)?.advice).not.toBe('');
    expect(result.layers.at(-1)?.verdict).toBe('not-tested');
  });

  test('ends in time where no answer ever comes, also with a Secret to try with', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { referenceId, secret } = lab.connection;
    const credential = { kind: 'typed', referenceId: { format: 'text', value: referenceId }, secret } as const;
    const server = labServer(lab, 'faults/silence');
    const result = await client.connectionTests.create({ body: { server, credential } });
    expect(failedLayer(result)).toMatchObject({
      layer: 'http',
      detail: expect.stringContaining('No answer') as string,
    });
    expect(result.durationMs).toBeLessThanOrEqual(15_000);
  });
});

describe('a server that cannot be reached', { timeout: 60_000 }, () => {
  test('refuses at TCP where the port is closed', async () => {
    const { client } = await startConsole();
    const result = await client.connectionTests.create({ body: { server: await closedPort() } });
    expect(verdicts(result)).toMatchObject({ tcp: 'failed', tls: 'not-tested', http: 'not-tested' });
    expect(detail(result, 'tcp')).toContain('refused the connection');
    expect(detail(result, 'http')).toBe('Not reached: TCP failed.');
  });

  test('fails at DNS where the host is unknown', async () => {
    const { client } = await startConsole();
    const server = { role: 'primary', host: 'nowhere.invalid', port: 80, path: '/', transport: 'http' } as const;
    const result = await client.connectionTests.create({ body: { server } });
    expect(failedLayer(result)?.layer).toBe('dns');
    expect(detail(result, 'tcp')).toBe('Not reached: DNS failed.');
  });

  test('is a server in health only where a policy names it, and never for what was merely typed', async () => {
    const [{ client }, lab, closed] = [await startConsole(), await startLab(), await closedPort()];
    await createTrustpoint(client, labPolicy(lab, { servers: [closed] }));
    const contacts = async () => (await client.overview.get()).servers.map(({ lastContact }) => lastContact);

    await client.connectionTests.create({ body: { server: labServer(lab) } });
    expect(await contacts()).toEqual([null]);
    await client.connectionTests.create({ body: { server: closed } });
    expect(await contacts()).toMatchObject([{ answers: false }]);
  });

  test('answers in health, but a wrong path typed does not make it unavailable', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    await createTrustpoint(client, labPolicy(lab));
    await client.connectionTests.create({ body: { server: labServer(lab) } });
    await client.connectionTests.create({ body: { server: labServer(lab, 'faults/http-404') } });
    expect((await client.overview.get()).servers).toMatchObject([{ lastContact: { answers: true } }]);
  });
});

describe('something else than a CMP server', { timeout: 60_000 }, () => {
  test('is told by its status, its body never repeated', async () => {
    const { client } = await startConsole();
    const web = createHttpServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>INSIDE</p>'),
    );
    const result = await client.connectionTests.create({ body: { server: await serverAt(web) } });
    expect(failedLayer(result)?.layer).toBe('http');
    expect(JSON.stringify(result)).not.toContain('INSIDE');
  });

  test('is told by an answer that only calls itself a CMP message', async () => {
    const { client } = await startConsole();
    const liar = createHttpServer((_, response) =>
      response.writeHead(200, { 'content-type': 'application/pkixcmp' }).end('INSIDE'),
    );
    const result = await client.connectionTests.create({ body: { server: await serverAt(liar) } });
    expect(verdicts(result)).toMatchObject({ http: 'passed', cmp: 'failed', 'cmp-protected': 'not-tested' });
    expect(JSON.stringify(result)).not.toContain('INSIDE');
  });

  test('that leaves unprotected questions unanswered is known by its protected answer', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { referenceId, secret } = lab.connection;
    const choosy = createHttpServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        if (!body.includes(PASSWORD_BASED_MAC)) return void response.writeHead(403).end();
        const message = { path: request.url ?? '', contentType: request.headers['content-type'], body };
        void lab.labCa
          .handle(message)
          .then((answer) => response.writeHead(answer.status, answer.headers).end(answer.body));
      });
    });
    const credential = { kind: 'typed', referenceId: { format: 'text', value: referenceId }, secret } as const;
    const result = await client.connectionTests.create({
      body: { server: await serverAt(choosy, '/cmp'), credential },
    });
    expect(verdicts(result)).toMatchObject({ http: 'passed', cmp: 'not-tested', 'cmp-protected': 'passed' });
    expect(detail(result, 'cmp')).toContain('without an answer');
  });

  test('speaks no TLS on its port', async () => {
    const { client } = await startConsole();
    const deaf = createServer((socket) => socket.end('220 mail\r\n'));
    const server = { ...(await serverAt(deaf)), transport: 'tls' } as const;
    const result = await client.connectionTests.create({ body: { server } });
    expect(failedLayer(result)?.layer).toBe('tls');
  });
});

describe('TLS', { timeout: 60_000 }, () => {
  test('passes with an anchor that was only typed', async () => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { port, root } = await startTls(lab);
    const result = await client.connectionTests.create({ body: { server: tlsServer(port), trustAnchors: [root] } });
    expect(verdicts(result)).toMatchObject({ tls: 'passed', http: 'passed', cmp: 'passed' });
  });

  test.each([
    {
      what: 'another name',
      options: { ip: '192.0.2.1' },
      isTrusted: true,
      words: ['does not bear 127.0.0.1', '192.0.2.1'],
    },
    { what: 'an unknown CA', options: {}, isTrusted: false, words: ['chains to no trust anchor'] },
    { what: 'a validity that is over', options: { expired: true }, isTrusted: true, words: ['expired on 20'] },
    {
      what: 'another name, and a validity that is over',
      options: { ip: '192.0.2.1', expired: true },
      isTrusted: true,
      words: ['does not bear', 'expired'],
    },
  ])('fails for a certificate with $what, and nothing is sent', async ({ options, isTrusted, words }) => {
    const [{ client }, lab] = [await startConsole(), await startLab()];
    const { port, root, requests } = await startTls(lab, options);
    const trustAnchors = isTrusted ? [root] : [];
    const result = await client.connectionTests.create({ body: { server: tlsServer(port), trustAnchors } });
    expect(failedLayer(result)?.layer).toBe('tls');
    for (const word of words) expect(failedLayer(result)?.detail).toContain(word);
    expect(requests()).toBe(0);
  });
});

test('points to what is wrong in what was typed, and knows no trustpoint that is not there', async () => {
  const { client } = await startConsole();
  const server = { role: 'primary', host: 'not a host', port: 80, path: '/', transport: 'http' } as const;
  expect(await problemOf(client.connectionTests.create({ body: { server } }))).toMatchObject({
    code: 'validation-failed',
    errors: [{ pointer: '/server/host' }],
  });
  const body = {
    server: { ...server, host: '127.0.0.1' },
    credential: { kind: 'trustpoint', trustpointId: 'none' },
  } as const;
  expect((await problemOf(client.connectionTests.create({ body }))).code).toBe('trustpoint-not-found');
});

type ServerInput = PolicyDraftInput['servers'][number];

function verdicts({ layers }: ConnectionTest) {
  return Object.fromEntries(layers.map(({ layer, verdict }) => [layer, verdict]));
}

function failedLayer({ layers }: ConnectionTest) {
  return layers.find(({ verdict }) => verdict === 'failed');
}

function detail(
  { layers }: Awaited<ReturnType<Client['connectionTests']['create']>>,
  name: string,
): string | undefined {
  return layers.find(({ layer }) => layer === name)?.detail;
}

function tlsServer(port: number): ServerInput {
  return { role: 'primary', host: '127.0.0.1', port, path: '/cmp', transport: 'tls' };
}

/** A server of the test's own, until its end. */
async function serverAt(server: Server, path = '/'): Promise<ServerInput & { transport: 'http' }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a server that listens on a port has such an address
  return { role: 'primary', host: '127.0.0.1', port, path, transport: 'http' };
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<ServerInput> {
  const server = createServer();
  const at = await serverAt(server);
  await new Promise((resolve) => server.close(resolve));
  return at;
}

/** The object identifier 1.2.840.113533.7.66.13 in DER: only a message under a MAC has it. */
const PASSWORD_BASED_MAC = Buffer.from('06092a864886f67d07420d', 'hex');
