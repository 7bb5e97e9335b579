import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createProblem } from '../contract/problem.ts';
import { ApiError } from './api-error.ts';
import { createClient } from './create-client.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let seen: Seen[] = [];
let answer = { status: 200, type: 'application/json', body: '{}', headers: {} };
let server: Server;
let baseUrl = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const { method, url, headers } = request;
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ method, url, headers, body });
      if (url?.endsWith('/never') === true) return;
      response.writeHead(answer.status, { 'content-type': answer.type, ...answer.headers }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  baseUrl = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  seen = [];
  answer = { status: 200, type: 'application/json', body: '{}', headers: {} };
});

const client = () => createClient({ fetch, baseUrl });

describe('a call', () => {
  test('sends its query, lists once for each value, and gives the JSON of the answer', async () => {
    answer.body = '{"items":[],"total":0}';
    const page = await client().trustpoints.list({ query: { state: ['expired', 'overdue'], q: 'a&b', limit: 7 } });
    expect(page).toEqual({ items: [], total: 0 });
    expect(seen).toMatchObject([
      { method: 'GET', url: '/api/v1/trustpoints?state=expired&state=overdue&q=a%26b&limit=7' },
    ]);
  });

  test('needs no arguments where nothing is mandatory', async () => {
    await client().policies.list();
    expect(seen).toMatchObject([{ method: 'GET', url: '/api/v1/policies' }]);
  });

  test('sends the version it changes as If-Match, and its body as JSON', async () => {
    await client().policies.replace({ params: { id: 'p1' }, version: 3, body: emptyDraft });
    expect(seen).toMatchObject([
      {
        method: 'PUT',
        url: '/api/v1/policies/p1',
        headers: { 'if-match': '"3"', 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(emptyDraft),
      },
    ]);
  });

  test('sends its Idempotency-Key', async () => {
    await client().trustpoints.startEnrollment({
      params: { id: 't1' },
      body: { operation: 'renew' },
      idempotencyKey: 'k1',
    });
    expect(seen).toMatchObject([
      { method: 'POST', url: '/api/v1/trustpoints/t1/enrollments', headers: { 'idempotency-key': 'k1' } },
    ]);
  });

  test('without body says nothing about its type', async () => {
    await client().enrollments.cancel({ params: { id: 'e1' } });
    expect(seen[0]?.headers).not.toHaveProperty('content-type');
  });

  test('escapes what stands in the path', async () => {
    await client().policies.get({ params: { id: '../a b' } });
    expect(seen[0]?.url).toBe('/api/v1/policies/..%2Fa%20b');
  });

  test('that answers nothing gives undefined', async () => {
    answer.status = 204;
    expect(await client().policies.remove({ params: { id: 'p1' }, query: { force: 'true' } })).toBeUndefined();
    expect(seen).toMatchObject([{ method: 'DELETE', url: '/api/v1/policies/p1?force=true' }]);
  });

  test('that downloads gives octets, type and file name', async () => {
    answer = {
      status: 200,
      type: 'application/x-pem-file',
      body: 'PEM',
      headers: { 'content-disposition': 'attachment; filename="ap-7.pem"' },
    };
    expect(await client().trustpoints.certificate({ params: { id: 't1' }, query: { format: 'chain' } })).toEqual({
      bytes: new TextEncoder().encode('PEM'),
      mediaType: 'application/x-pem-file',
      fileName: 'ap-7.pem',
    });
  });

  test('asks for a message in the form it wants', async () => {
    await client().enrollments.message({ params: { id: 'e1', n: 2 } });
    await client().enrollments.messageTree({ params: { id: 'e1', n: 2 } });
    expect(seen.map(({ url, headers }) => [url, headers.accept])).toEqual([
      ['/api/v1/enrollments/e1/messages/2', 'application/pkixcmp'],
      ['/api/v1/enrollments/e1/messages/2', 'application/json'],
    ]);
  });
});

describe('a call that fails', () => {
  test('throws the problem the server tells', async () => {
    const problem = createProblem('version-clash', 'Changed at 08:00.', {
      current: { version: 4, updatedAt: '2026-11-20T08:00:00Z' },
    });
    answer = { status: 412, type: 'application/problem+json', body: JSON.stringify(problem), headers: {} };
    const error = await errorOf(client().policies.replace({ params: { id: 'p1' }, version: 3, body: emptyDraft }));
    expect(error).toMatchObject({ code: 'version-clash', status: 412, message: 'Changed at 08:00.', problem });
  });

  test.each([
    ['text/html', '<h1>502</h1>'],
    ['application/json', '{"code":"toString"}'],
    ['application/json', 'null'],
  ])('says so when something else answers with %s %s', async (type, body) => {
    answer = { status: 502, type, body, headers: {} };
    expect(await errorOf(client().policies.list())).toMatchObject({ code: 'unexpected-answer', status: 502 });
  });

  test('says so when a success is no JSON', async () => {
    answer.body = '<!doctype html>';
    expect(await errorOf(client().policies.list())).toMatchObject({ code: 'unexpected-answer', status: 200 });
  });

  test('is unreachable when nobody answers', async () => {
    const nobody = createClient({ fetch, baseUrl: 'http://127.0.0.1:1' });
    expect(await errorOf(nobody.policies.list())).toMatchObject({ code: 'unreachable', status: 0, problem: undefined });
  });

  test('throws the reason of its signal when it is aborted', async () => {
    const abort = new AbortController();
    const call = client().policies.get({ params: { id: 'never' }, signal: abort.signal });
    abort.abort(new RangeError('left the page'));
    await expect(call).rejects.toThrow(RangeError);
  });

  test('is a TypeError of the caller when a parameter of the path is empty', async () => {
    await expect(client().policies.get({ params: { id: '' } })).rejects.toThrow(TypeError);
    expect(seen).toEqual([]);
  });
});

const emptyDraft = { name: '', servers: [], trustpoints: [] };

async function errorOf(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ApiError);
  if (!(error instanceof ApiError)) throw new TypeError('expected an ApiError');
  return error;
}
