import type { RequestListener } from 'node:http';

import { createSubjectAltName, encodePem } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, describe, expect, it } from 'vitest';

import { createTestCa } from '../testing/test-ca.ts';
import { openHttpConnection, type RedirectPolicy, type TlsSettings } from './http-connection.ts';
import { sendOverHttp } from './send-over-http.ts';
import { startTestServer } from './testing/test-server.ts';

const body = Uint8Array.of(0x30, 0x01, 0x05);
const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

describe('a redirect', () => {
  it.each([301, 302, 307, 308])(
    'of status %i is followed where it is allowed, with the same message',
    async (status) => {
      const { url, seen } = await listen(redirect(status, '/there?x=1'));
      expect(await sendOverHttp({ url, body, redirects: 'same-origin' })).toMatchObject({ httpStatus: 200 });
      expect(seen).toEqual(['POST /here 300105', 'POST /there?x=1 300105']);
    },
  );

  it('is never remembered: the next message begins where the administrator said', async () => {
    const { url, seen } = await listen(redirect(308, '/there'));
    const connection = openHttpConnection({ url, redirects: 'same-origin' });
    await connection.send({ body });
    await connection.send({ body });
    connection.close();
    expect(seen.map((line) => line.split(' ')[1])).toEqual(['/here', '/there', '/here', '/there']);
  });

  it('to another origin is followed to https only, and only to a host that proves itself', async () => {
    const secure = await listenSecurely();
    const { url, seen } = await listen(redirect(307, `${secure.url}/there`));
    expect(await sendOverHttp({ url, body, redirects: 'https', tls: secure.tls })).toMatchObject({ httpStatus: 200 });
    expect(secure.seen).toEqual(['POST /there 300105']);
    await expect(sendOverHttp({ url, body, redirects: 'https' })).rejects.toMatchObject({ code: 'tls-not-trusted' });
    expect(seen).toHaveLength(2);
    expect(secure.seen).toHaveLength(1);
  });

  it.each<[string, RedirectPolicy, number, string | undefined, RegExp]>([
    ['by default', 'never', 307, '/there', /which is not followed$/],
    [
      'to another port',
      'same-origin',
      307,
      'http://127.0.0.1:9/',
      /redirects to http:\/\/127\.0\.0\.1:9, which is not allowed$/,
    ],
    ['to http elsewhere', 'https', 307, 'http://127.0.0.1:9/', /which is not allowed$/],
    ['with a password in it', 'same-origin', 307, 'http://a:b@HOST/there', /which is not allowed$/],
    ['to a file', 'https', 307, 'file:///etc/passwd', /redirects to something that is no web address/],
    ['to nowhere', 'same-origin', 307, undefined, /redirects to no address$/],
    ['to what is no address', 'same-origin', 307, 'http://[', /redirects to no address$/],
    ['that asks for a GET', 'same-origin', 303, '/there', /where an answer is expected$/],
    ['in a circle', 'same-origin', 307, '/here', /redirects more than 3 times$/],
  ])('is not followed %s', async (_, redirects, status, location, message) => {
    const server = await listen((request, response) => {
      const to = location?.replace('HOST', request.headers.host ?? '');
      response.writeHead(status, to === undefined ? {} : { location: to }).end();
    });
    await expect(sendOverHttp({ url: server.url, body, redirects })).rejects.toMatchObject({
      code: 'http-redirect',
      httpStatus: status,
      mayHaveArrived: true,
      message: expect.stringMatching(message),
    });
    expect(server.seen).toHaveLength(location === '/here' ? 4 : 1);
  });

  it('does not make the time any longer', async () => {
    const { url } = await listen((_, response) => {
      setTimeout(() => response.writeHead(307, { location: '/here' }).end(), 60);
    });
    const sending = sendOverHttp({ url, body, redirects: 'same-origin', timeoutMs: 100 });
    await expect(sending).rejects.toMatchObject({ code: 'answer-timed-out' });
  });
});

function redirect(status: number, location: string): RequestListener {
  return (request, response) => {
    if (request.url === '/here') response.writeHead(status, { location }).end();
    else answer(request, response);
  };
}

const answer: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/pkixcmp' }).end(Buffer.from([0x30, 0x00]));
};

interface Listening {
  readonly url: string;
  /** Method, path and content of each request. */
  readonly seen: readonly string[];
}

async function listen(listener: RequestListener, tls?: { key: string; cert: string }): Promise<Listening> {
  const seen: string[] = [];
  const server = await startTestServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${Buffer.concat(chunks).toString('hex')}`);
      listener(request, response);
    });
  }, tls);
  stopping.push(async () => server.stop());
  return { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${server.port}/here`, seen };
}

async function listenSecurely(): Promise<Listening & { readonly tls: TlsSettings }> {
  const ca = await createTestCa(nodeCrypto, new Date());
  const extensions = [createSubjectAltName([{ type: 'iPAddress', value: Uint8Array.of(127, 0, 0, 1) }])];
  const { certificate, privateKey } = await ca.issueIdentity('CN=127.0.0.1', { extensions });
  const chain = [certificate.der, ca.issuing.certificate.der].map((der) => encodePem('CERTIFICATE', der)).join('');
  const server = await listen(answer, { key: encodePem('PRIVATE KEY', privateKey), cert: chain });
  const { origin } = new URL(server.url);
  return { ...server, url: origin, tls: { trustAnchors: [encodePem('CERTIFICATE', ca.root.der)] } };
}
