import { type Endpoint, type Endpoints, endpoints } from '../contract/endpoints.ts';
import { toEtag } from '../contract/etag.ts';
import { ApiError, toApiError } from './api-error.ts';
import type { AnyCall, Client, Download } from './client-types.ts';
import { requestUrl } from './request-url.ts';

export interface ClientOptions {
  readonly fetch: typeof globalThis.fetch;
  /** The server's origin; empty in a page that the server itself serves. */
  readonly baseUrl?: string;
}

/**
 * A typed function for each route: `client.policies.get({ params: { id } })`. Answers are taken as the contract promises
 * them; server and client are of one build.
 *
 * @throws ApiError from each function; when its signal is aborted, the signal's reason
 */
export function createClient({ fetch, baseUrl = '' }: ClientOptions): Client {
  const call = (endpoint: Endpoint) => (args?: AnyCall) => send(endpoint, args ?? {}, { fetch, baseUrl });
  // Object.entries forgets which key belongs to which value: the shape is that of `endpoints`, route by route.
  return mapValues(endpoints, (group: Endpoints[keyof Endpoints]) => mapValues(group, call)) as unknown as Client;
}

async function send(endpoint: Endpoint, args: AnyCall, { fetch, baseUrl }: Required<ClientOptions>): Promise<unknown> {
  const url = requestUrl(endpoint, { params: args.params ?? {}, query: args.query ?? {}, baseUrl });
  const response = await fetch(url, {
    method: endpoint.method,
    headers: headersOf(endpoint, args),
    ...(args.body === undefined ? {} : { body: JSON.stringify(args.body) }),
    ...(args.signal === undefined ? {} : { signal: args.signal }),
  }).catch((cause: unknown) => {
    args.signal?.throwIfAborted();
    throw new ApiError('unreachable', 'The server does not answer', { cause });
  });
  if (!response.ok) throw await toApiError(response);
  switch (endpoint.answer) {
    case 'json':
      return readJson(response);
    case 'bytes':
      return toDownload(response);
    default:
      return undefined;
  }
}

function headersOf({ accept, answer }: Endpoint, { body, version, idempotencyKey }: AnyCall): Record<string, string> {
  return {
    ...(accept !== undefined ? { accept } : answer === 'json' ? { accept: 'application/json' } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(version === undefined ? {} : { 'if-match': toEtag(version) }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new ApiError('unexpected-answer', 'The server answered with something else than JSON', {
      cause,
      status: response.status,
    });
  }
}

async function toDownload(response: Response): Promise<Download> {
  const [, fileName = ''] = /filename="([^"]*)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return {
    bytes: new Uint8Array(await response.arrayBuffer()),
    mediaType: response.headers.get('content-type') ?? 'application/octet-stream',
    fileName,
  };
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, toValue: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, toValue(value)]));
}
