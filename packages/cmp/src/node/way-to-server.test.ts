import { createServer as createHttpServer, request as requestHttp, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

import { createSubjectAltName, encodePem } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, describe, expect, it } from 'vitest';

import { createTestCa, type Identity, keyUsageOf, type TestCa } from '../testing/test-ca.ts';
import { openHttpConnection, type TlsSettings } from './http-connection.ts';
import { sendOverHttp } from './send-over-http.ts';

const body = Uint8Array.of(0x30, 0x00);
const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

describe('through a proxy', () => {
  it('the request goes to the proxy in absolute form, with its user and password', async () => {
    const server = await listen(createCmpServer());
    const proxy = await startProxy();
    const url = `http://127.0.0.1:${server}/cmp/x?y=1`;
    expect(await sendOverHttp({ url, body, proxy: `http://me:se%40cret@127.0.0.1:${proxy.port}` })).toMatchObject({
      httpStatus: 200,
    });
    const authorization = `Basic ${Buffer.from('me:se@cret').toString('base64')}`;
    expect(proxy.seen).toEqual([{ line: `POST ${url}`, authorization }]);
  });

  it('an https server is reached by a tunnel, one for all messages, and may take its time', async () => {
    const { port, tls } = await startSecureServer({ delayMs: 150 });
    const proxy = await startProxy();
    const proxied = `http://127.0.0.1:${proxy.port}`;
    const connection = openHttpConnection({ url: `https://127.0.0.1:${port}/`, tls, proxy: proxied });
    // The limit for the connection is none for the answer.
    for (let count = 0; count < 2; count++) {
      expect(await connection.send({ body, connectTimeoutMs: 100 })).toMatchObject({ httpStatus: 200 });
    }
    connection.close();
    expect(proxy.seen.map(({ line }) => line)).toEqual([`CONNECT 127.0.0.1:${port}`]);
  });

  it('an https server is authenticated all the same', async () => {
    const { port } = await startSecureServer();
    const proxy = await startProxy();
    const sending = sendOverHttp({ url: `https://127.0.0.1:${port}/`, body, proxy: `http://127.0.0.1:${proxy.port}` });
    await expect(sending).rejects.toMatchObject({ code: 'tls-not-trusted', mayHaveArrived: false });
  });

  it('that opens no tunnel, the failure says so, without its password', async () => {
    const proxy = await startProxy({ refuse: true });
    const sending = sendOverHttp({
      url: 'https://127.0.0.1:9/',
      body,
      proxy: `http://me:se%40cret@127.0.0.1:${proxy.port}`,
    });
    await expect(sending).rejects.toMatchObject({
      code: 'host-unreachable',
      mayHaveArrived: false,
      message: 'the proxy opened no way to 127.0.0.1:9',
    });
  });
});

describe('a client certificate', () => {
  it('is shown with its chain to a server that asks for one', async () => {
    const { port, tls, shown } = await startSecureServer({ asksForClient: true });
    expect(await sendOverHttp({ url: `https://127.0.0.1:${port}/`, tls, body })).toMatchObject({ httpStatus: 200 });
    expect(shown).toEqual(['device']);
  });

  it('that is missing ends the handshake', async () => {
    const { port, tls } = await startSecureServer({ asksForClient: true });
    const { clientCertificate, ...without } = tls;
    expect(clientCertificate).toBeDefined();
    const sending = sendOverHttp({ url: `https://127.0.0.1:${port}/`, tls: without, body });
    await expect(sending).rejects.toMatchObject({ name: 'TransferError' });
  });
});

interface SecureServer {
  readonly port: number;
  readonly tls: TlsSettings;
  /** The common names of those who showed a certificate. */
  readonly shown: string[];
}

async function startSecureServer({ asksForClient = false, delayMs = 0 } = {}): Promise<SecureServer> {
  const ca = await createTestCa(nodeCrypto, new Date());
  const names = [createSubjectAltName([{ type: 'dNSName', value: 'ca.example.com' }])];
  const identity = await ca.issueIdentity('CN=server', { extensions: names });
  const device = await ca.issueIdentity('CN=device', { extensions: [keyUsageOf('digitalSignature')] });
  const root = encodePem('CERTIFICATE', ca.root.der);
  const shown: string[] = [];
  const own = { key: keyOf(identity), cert: chainOf(identity, ca).join('\n') };
  const demand = asksForClient ? { requestCert: true, rejectUnauthorized: true, ca: [root] } : {};
  const server = createHttpsServer({ ...own, ...demand }, (request, response) => {
    const name = request.socket instanceof TLSSocket ? request.socket.getPeerCertificate().subject?.CN : undefined;
    if (typeof name === 'string') shown.push(name);
    request.resume();
    setTimeout(() => response.writeHead(200, CMP).end(Buffer.from(body)), delayMs);
  });
  return {
    port: await listen(server),
    tls: {
      trustAnchors: [root],
      serverName: 'ca.example.com',
      clientCertificate: { chain: chainOf(device, ca), privateKey: keyOf(device) },
    },
    shown,
  };
}

interface Proxy {
  readonly port: number;
  readonly seen: { readonly line: string; readonly authorization?: string }[];
}

/** Forwards what comes in absolute form, and opens tunnels; or refuses both. */
async function startProxy({ refuse = false } = {}): Promise<Proxy> {
  const seen: Proxy['seen'] = [];
  const note = (line: string, authorization: string | undefined): void => {
    seen.push({ line, ...(authorization !== undefined && { authorization }) });
  };
  const server = createHttpServer((request, response) => {
    note(`${request.method} ${request.url}`, request.headers['proxy-authorization']);
    const onward = requestHttp(request.url ?? '', { method: 'POST' }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connect', (request, client: Socket) => {
    note(`CONNECT ${request.url}`, request.headers['proxy-authorization']);
    if (refuse) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const [host, port] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(client);
      client.pipe(onward);
    });
    onward.on('error', () => client.destroy());
    client.on('error', () => onward.destroy());
    closing.push(() => client.destroy());
  });
  return { port: await listen(server), seen };
}

function createCmpServer(): Server {
  return createHttpServer((_, response) => void response.writeHead(200, CMP).end(Buffer.from(body)));
}

async function listen(server: Server): Promise<number> {
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function keyOf({ privateKey }: Identity): string {
  return encodePem('PRIVATE KEY', privateKey);
}

function chainOf({ certificate }: Identity, ca: TestCa): string[] {
  return [certificate, ca.issuing.certificate].map(({ der }) => encodePem('CERTIFICATE', der));
}

const CMP = { 'content-type': 'application/pkixcmp' };
