import type { RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:net';

import { createSubjectAltName, encodePem } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, describe, expect, it } from 'vitest';

import { createTestCa } from '../testing/test-ca.ts';
import { openHttpConnection } from './http-connection.ts';
import { sendOverHttp } from './send-over-http.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

const body = Uint8Array.of(0x30, 0x00);
const answer = Buffer.from([0x30, 0x01, 0x00]);
let server: TestServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe('sendOverHttp', () => {
  it('posts the message and brings the answer', async () => {
    let seen = {};
    await listen((request, response) => {
      seen = { method: request.method, url: request.url, type: request.headers['content-type'] };
      sendCmp(response);
    });
    const { bytes, contentType, httpStatus } = await send();
    expect({ bytes, contentType, httpStatus }).toEqual({
      bytes: new Uint8Array(answer),
      contentType: 'application/pkixcmp',
      httpStatus: 200,
    });
    expect(seen).toEqual({ method: 'POST', url: '/cmp/alias', type: 'application/pkixcmp' });
  });

  it.each([
    ['with parameters in its type', 200, 'Application/PKIXCMP; charset=utf-8'],
    ['with status 400', 400, 'application/pkixcmp'],
    ['with status 500', 500, 'application/pkixcmp'],
  ])('takes a CMP message %s', async (_, status, type) => {
    await listen((_request, response) => sendCmp(response, status, type));
    expect(await send()).toMatchObject({ httpStatus: status, bytes: new Uint8Array(answer) });
  });

  it.each<[string, RequestListener, object]>([
    [
      'a web page',
      (_, response) => sendText(response, 200, 'text/html; charset=utf-8'),
      { code: 'wrong-content-type' },
    ],
    ['no content type', (_, response) => void response.end('?'), { code: 'wrong-content-type' }],
    ['an error page', (_, response) => sendText(response, 500, 'text/html'), { code: 'http-status', httpStatus: 500 }],
    ['404', (_, response) => sendText(response, 404, 'text/plain'), { code: 'http-status', httpStatus: 404 }],
    [
      '503 with Retry-After',
      (_, response) => void response.writeHead(503, { 'retry-after': '120' }).end(),
      { code: 'http-status', httpStatus: 503, retryAfterSeconds: 120 },
    ],
    [
      '503 with a date in Retry-After',
      (_, response) => {
        const [date, later] = ['Mon, 23 Nov 2026 11:51:41 GMT', 'Mon, 23 Nov 2026 11:53:41 GMT'];
        response.writeHead(503, { date, 'retry-after': later }).end();
      },
      {
        code: 'http-status',
        retryAfterSeconds: 120,
        message: expect.stringMatching(/Unavailable, ask again after 120 s$/),
      },
    ],
    [
      '503 with nonsense in Retry-After',
      (_, response) => void response.writeHead(503, { 'retry-after': 'soon' }).end(),
      { code: 'http-status', httpStatus: 503, retryAfterSeconds: undefined },
    ],
    [
      'a redirect, which is not followed',
      (_, response) => void response.writeHead(301, { location: 'http://192.0.2.1/' }).end(),
      { code: 'http-redirect', httpStatus: 301 },
    ],
    ['no content', (_, response) => void response.writeHead(200, cmpType).end(), { code: 'answer-empty' }],
    ['204', (_, response) => void response.writeHead(204).end(), { code: 'answer-empty' }],
    [
      'more octets announced than allowed',
      (_, response) => void response.writeHead(200, { ...cmpType, 'content-length': 10_000_000 }).write('x'),
      { code: 'answer-too-large' },
    ],
    [
      'more octets sent than allowed',
      (_, response) => void response.writeHead(200, cmpType).end(Buffer.alloc(5000)),
      { code: 'answer-too-large' },
    ],
    [
      'half of the announced octets',
      (_, response) => {
        response.writeHead(200, { ...cmpType, 'content-length': 100 }).write(Buffer.alloc(50));
        setTimeout(() => response.destroy(), 20);
      },
      { code: 'answer-truncated' },
    ],
    ['nothing, and a closed connection', (request) => void request.socket.destroy(), { code: 'connection-reset' }],
    ['nothing at all', () => undefined, { code: 'answer-timed-out' }],
    [
      'an octet now and then',
      (_, response) => {
        response.writeHead(200, { ...cmpType, 'content-length': 100 });
        const drip = setInterval(() => response.write('x'), 20);
        response.once('close', () => clearInterval(drip));
      },
      { code: 'answer-timed-out' },
    ],
  ])('reports as what it is: %s', async (_, listener, error) => {
    await listen(listener);
    await expect(send({ timeoutMs: 300, maxResponseBytes: 1000 })).rejects.toMatchObject({
      ...error,
      mayHaveArrived: true,
    });
  });

  it('reports a server that is not there', async () => {
    await listen((_, response) => sendCmp(response));
    const { port } = server ?? { port: 0 };
    await server?.stop();
    const sent = sendOverHttp({ url: `http://127.0.0.1:${port}/`, body });
    await expect(sent).rejects.toMatchObject({ code: 'connection-refused', mayHaveArrived: false });
  });

  it('reports a peer that does not speak HTTP', async () => {
    const raw = createServer((socket) => void socket.resume().end('SSH-2.0-OpenSSH_9.2\r\n'));
    const port = await new Promise<number>((resolve) => {
      raw.listen(0, '127.0.0.1', () => resolve(Number(Object(raw.address()).port)));
    });
    await expect(sendOverHttp({ url: `http://127.0.0.1:${port}/`, body })).rejects.toMatchObject({
      code: 'answer-not-http',
    });
    await new Promise<void>((resolve) => void raw.close(() => resolve()));
  });

  it('can be canceled', async () => {
    await listen(() => undefined);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    await expect(send({ signal: abort.signal })).rejects.toMatchObject({
      code: 'transfer-canceled',
      mayHaveArrived: true,
    });
    await expect(send({ signal: abort.signal })).rejects.toMatchObject({
      code: 'transfer-canceled',
      mayHaveArrived: false,
    });
  });
});

describe('sendOverHttp with TLS', () => {
  it('reaches a server whose certificate chains to the given anchor', async () => {
    const { trustAnchors } = await listenSecurely();
    expect(await sendSecurely({ trustAnchors, serverName: 'ca.example.com' })).toMatchObject({ httpStatus: 200 });
  });

  it('does not trust another anchor', async () => {
    await listenSecurely();
    const other = await createTestCa(nodeCrypto, new Date());
    const tls = { trustAnchors: [encodePem('CERTIFICATE', other.root.der)], serverName: 'ca.example.com' };
    await expect(sendSecurely(tls)).rejects.toMatchObject({ code: 'tls-not-trusted', mayHaveArrived: false });
  });

  it('does not trust another name', async () => {
    const { trustAnchors } = await listenSecurely();
    const tls = { trustAnchors, serverName: 'other.example.com' };
    await expect(sendSecurely(tls)).rejects.toMatchObject({ code: 'tls-not-trusted', mayHaveArrived: false });
  });

  it('reports a server that does not speak TLS', async () => {
    await listen((_, response) => sendCmp(response));
    await expect(sendSecurely({})).rejects.toMatchObject({ code: 'tls-failed', mayHaveArrived: false });
  });
});

describe('openHttpConnection', () => {
  it('sends all messages over one connection', async () => {
    await listen((_, response) => sendCmp(response));
    const connection = openHttpConnection({ url: url() });
    for (let count = 0; count < 3; count++) await connection.send({ body });
    connection.close();
    expect(server?.connections()).toBe(1);
  });

  it('reaches several endpoints of a server over one connection, and never another server', async () => {
    const seen: (string | undefined)[] = [];
    await listen((request, response) => {
      seen.push(request.url);
      sendCmp(response);
    });
    const connection = openHttpConnection({ url: url() });
    await connection.send({ body });
    await connection.send({ body, path: '/.well-known/cmp/getcacerts' });
    await connection.send({ body });
    for (const path of ['//192.0.2.1/cmp', '/\\192.0.2.1/cmp', 'http://192.0.2.1/cmp', 'cmp']) {
      await expect(connection.send({ body, path })).rejects.toThrow(TypeError);
    }
    connection.close();
    expect(seen).toEqual(['/cmp/alias', '/.well-known/cmp/getcacerts', '/cmp/alias']);
    expect(server?.connections()).toBe(1);
  });

  it('opens a new connection when the server has closed the idle one', async () => {
    let count = 0;
    await listen((request, response) => {
      // The second message meets a connection that is closed without an answer, as by an idle timeout.
      if (++count === 2) request.socket.destroy();
      else sendCmp(response);
    });
    const connection = openHttpConnection({ url: url() });
    await connection.send({ body });
    expect(await connection.send({ body })).toMatchObject({ httpStatus: 200 });
    connection.close();
    expect(server?.connections()).toBe(2);
  });

  it('takes no URL but http and https', () => {
    expect(() => openHttpConnection({ url: 'ftp://127.0.0.1/' })).toThrow(TypeError);
  });
});

const cmpType = { 'content-type': 'application/pkixcmp' };

async function listen(listener: RequestListener, tls?: { key: string; cert: string }): Promise<void> {
  server = await startTestServer(listener, tls);
}

async function listenSecurely(): Promise<{ trustAnchors: readonly string[] }> {
  const ca = await createTestCa(nodeCrypto, new Date());
  const extensions = [createSubjectAltName([{ type: 'dNSName', value: 'ca.example.com' }])];
  const { certificate, privateKey } = await ca.issueIdentity('CN=ca.example.com', { extensions });
  const chain = [certificate.der, ca.issuing.certificate.der].map((der) => encodePem('CERTIFICATE', der)).join('');
  await listen((_, response) => sendCmp(response), { key: encodePem('PRIVATE KEY', privateKey), cert: chain });
  return { trustAnchors: [encodePem('CERTIFICATE', ca.root.der)] };
}

function url(scheme = 'http'): string {
  return `${scheme}://127.0.0.1:${server?.port ?? 0}/cmp/alias`;
}

async function send(options: Partial<Parameters<typeof sendOverHttp>[0]> = {}): ReturnType<typeof sendOverHttp> {
  return sendOverHttp({ url: url(), body, ...options });
}

async function sendSecurely(tls: Parameters<typeof sendOverHttp>[0]['tls'] & {}): ReturnType<typeof sendOverHttp> {
  return sendOverHttp({ url: url('https'), body, tls });
}

function sendCmp(response: ServerResponse, status = 200, type = 'application/pkixcmp'): void {
  response.writeHead(status, { 'content-type': type }).end(answer);
}

function sendText(response: ServerResponse, status: number, type: string): void {
  response.writeHead(status, { 'content-type': type }).end('<html></html>');
}
