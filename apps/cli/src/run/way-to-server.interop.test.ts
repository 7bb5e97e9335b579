import { readFileSync, writeFileSync } from 'node:fs';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  request as requestHttp,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { fakeHost } from '../../test/fake-host.ts';
import { createOpensslPki, type Mock, type OpensslPki, startMock } from '../../test/openssl-pki.ts';
import { runCli } from '../run-cli.ts';

let pki: OpensslPki;
let mock: Mock;
let proxy: Listening;
let secure: Listening;
/** What the proxy was asked for, and who showed a certificate to the TLS server. */
let seen: string[] = [];

// openssl cmp -port speaks no TLS: a TLS server that demands a client certificate stands before it.
beforeAll(async () => {
  pki = createOpensslPki();
  mock = await startMock(pki);
  writeFileSync(pki.path('tls.cnf'), 'subjectAltName = DNS:localhost\n');
  const signed = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '8', '-extfile', 'tls.cnf'];
  pki.openssl('x509', '-req', '-in', 'srv.csr', '-out', 'tls.pem', ...signed);
  proxy = await listen(startProxy());
  const [key, cert, ca] = ['srv.key', 'tls.pem', 'root.pem'].map((name) => readFileSync(pki.path(name)));
  const demand = { ...(ca !== undefined && { ca }), requestCert: true, rejectUnauthorized: true };
  const own = { ...(key !== undefined && { key }), ...(cert !== undefined && { cert }) };
  secure = await listen(
    createHttpsServer({ ...own, ...demand }, (incoming, response) => {
      const name = incoming.socket instanceof TLSSocket ? incoming.socket.getPeerCertificate().subject?.CN : undefined;
      seen.push(`certificate of ${String(name)}`);
      forward(incoming, `http://${mock.server}${incoming.url ?? '/'}`, response);
    }),
  );
});

beforeEach(() => {
  seen = [];
});

afterAll(async () => {
  for (const { server } of [proxy, secure]) {
    server.closeAllConnections();
    server.close();
  }
  await mock.stop();
  pki.remove();
});

const client = '-tls_cert @device.pem -tls_key @device.key -tls_extra @sub.pem';
const trust = '-tls_trusted @root.pem -tls_host localhost';

it.each([
  [`${trust} ${client}`, 0, 'certificate of ap-7'],
  [`${trust} -tls_cert @device.pem -tls_key @device.p12 -tls_keypass pass:12345 -tls_extra @sub.pem`, 0, 'ap-7'],
  [trust, 1, undefined],
  [`-tls_host localhost ${client}`, 1, undefined],
  [`-tls_trusted @root.pem -tls_host elsewhere ${client}`, 1, undefined],
  [`${trust} -tls_cert @device.pem -tls_key @other.key`, 1, undefined],
  [`${trust} -tls_cert @device.pem`, 1, undefined],
  [`${trust} -tls_key @device.key`, 1, undefined],
  [`${trust} -tls_cert @device.pem -tls_key @device.p12 -tls_keypass pass:wrong`, 1, undefined],
])('over TLS with %s the exit code is %d', async (line, code, shown) => {
  const run = await cmp(`-server 127.0.0.1:${secure.port} -tls_used ${line}`);
  expect(run.code, run.said).toBe(code);
  expect(seen.join()).toContain(shown ?? '');
  expect(seen.length > 0).toBe(shown !== undefined);
  expect(run.said).not.toMatch(/12345|pass:wrong|PRIVATE/);
});

it('says that TLS options have no effect without TLS', async () => {
  const { code, said } = await cmp(`-server ${mock.server} ${client}`);
  expect(code).toBe(0);
  expect(said).toContain('warning: -tls_cert, -tls_key, -tls_extra: without effect');
  expect(await cmp(`-server ${mock.server} -tls_key @not-there.p12 -tls_keypass pass:x`)).toMatchObject({ code: 0 });
});

it.each([
  ['-proxy PROXY', {}, true],
  ['-proxy http://PROXY/ignored?x#y', {}, true],
  ['', { http_proxy: 'http://PROXY' }, true],
  ['', { HTTP_PROXY: 'PROXY' }, true],
  ['', { https_proxy: 'PROXY' }, false],
  ['-proxy PROXY -no_proxy 127.0.0.1', {}, false],
  ['-proxy PROXY', { no_proxy: 'example.com 127.0.0.1' }, false],
  ['-proxy PROXY', { no_proxy: 'example.com' }, true],
])('with %s and %j in the environment the proxy is used: %s', async (line, env, used) => {
  const at = (text: string): string => text.replace('PROXY', `127.0.0.1:${proxy.port}`);
  const resolved = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, at(value)]));
  const { code, said } = await cmp(`-server ${mock.server} ${at(line)}`.trimEnd(), resolved);
  expect(code, said).toBe(0);
  expect(seen).toEqual(used ? Array<string>(2).fill(`POST http://${mock.server}/`) : []);
});

it('reaches a TLS server through a proxy, and shows our certificate to the server', async () => {
  const server = `127.0.0.1:${secure.port}`;
  const { code, said } = await cmp(`-server https://${server} -proxy 127.0.0.1:${proxy.port} ${trust} ${client}`);
  expect(code, said).toBe(0);
  expect(seen).toEqual([`CONNECT ${server}`, 'certificate of ap-7', 'certificate of ap-7']);
});

it.each(['http://', 'me:secret@', '127.0.0.1:x'])('refuses -proxy %s, and shows nothing of it', async (value) => {
  const { code, said } = await cmp(`-server ${mock.server} -proxy ${value}`);
  expect(code).toBe(1);
  expect(said).toBe('cmp: error: -proxy: expected [http://]host[:port]');
});

async function cmp(line: string, env: Readonly<Record<string, string>> = {}): Promise<{ code: number; said: string }> {
  const usual = '-cmd ir -ref 1234 -secret pass:test -newkey @device.key -subject /O=Example/CN=ap-7 -certout @out.pem';
  const words = `-msg_timeout 10 ${usual} ${line}`
    .split(/ +/)
    .map((word) => word.replace(/^@(.+)$/, (_, name: string) => pki.path(name)));
  const host = fakeHost({ env });
  const code = await runCli(['-config', '', ...words], host);
  return { code, said: host.said.join('\n') };
}

interface Listening {
  readonly port: number;
  readonly server: Server;
}

async function listen(server: Server): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : 0, server });
    });
  });
}

function startProxy(): Server {
  const server = createHttpServer((incoming, response) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    forward(incoming, incoming.url ?? '', response);
  });
  server.on('connect', (incoming, socket: Socket) => {
    seen.push(`CONNECT ${incoming.url}`);
    const [host, port] = (incoming.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return server;
}

function forward(incoming: IncomingMessage, url: string, response: ServerResponse): void {
  const { 'content-type': type = '', 'content-length': length = '' } = incoming.headers;
  const headers = { 'content-type': type, 'content-length': length };
  const onward = requestHttp(url, { method: 'POST', headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? '' });
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
}
