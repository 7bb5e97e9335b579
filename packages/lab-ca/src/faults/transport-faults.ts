import type { FailureCode } from '@crypto-cmp/cmp';
import { concat } from '@crypto-cmp/der';

import { type LabCaResponse, toTextResponse } from '../lab-ca-response.ts';
import { type Fault, REQUESTS } from './fault.ts';

/** The answer is lost, or damaged, or something else comes in its place. */
export const TRANSPORT_FAULTS = {
  silence: transport('the request is taken, and no answer ever comes', 'answer-timed-out', (it) => ({
    ...it,
    delivery: { type: 'never' },
  })),
  'slow-drip': transport('the answer comes at one octet a second', 'answer-timed-out', (it) => ({
    ...it,
    delivery: { type: 'drip', intervalMs: 1000 },
  })),
  'connection-reset': transport('the connection is reset in place of an answer', 'connection-reset', (it) => ({
    ...it,
    delivery: { type: 'reset' },
  })),
  'answer-truncated': transport(
    'the connection ends in the middle of the answer, at half of what was announced',
    'answer-truncated',
    (it) => ({ ...it, delivery: { type: 'truncated', sentBytes: Math.floor(it.body.length / 2) } }),
  ),
  'answer-oversized': transport('the answer has two mebibytes', 'answer-too-large', (it) => ({
    ...it,
    body: new Uint8Array(2 * 1024 * 1024),
  })),
  'answer-empty': transport('the answer has no content', 'answer-empty', (it) => ({ ...it, body: new Uint8Array() })),
  'wrong-content-type': transport(
    'the answer is called something else than a CMP message',
    'wrong-content-type',
    (it) => ({
      ...it,
      headers: { 'content-type': 'application/octet-stream' },
    }),
  ),
  'html-page': transport('a web page comes in place of the answer, with status 200', 'wrong-content-type', () => ({
    ...toTextResponse(200, '<!doctype html><title>Welcome</title><p>Please sign in to use this network.'),
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })),
  'http-404': transport('HTTP status 404', 'http-status', () => toTextResponse(404, 'Not found')),
  'http-500': transport('HTTP status 500', 'http-status', () => toTextResponse(500, 'Internal error')),
  'http-503': transport('HTTP status 503, with Retry-After', 'http-status', () => {
    const response = toTextResponse(503, 'Try again later');
    return { ...response, headers: { ...response.headers, 'retry-after': '120' } };
  }),
  'http-204': transport('HTTP status 204, no content', 'answer-empty', (it) => ({
    ...it,
    status: 204,
    headers: {},
    body: new Uint8Array(),
  })),
  'http-redirect': redirect('HTTP status 302, to another path of this CA', 302, '/cmp'),
  'http-redirect-circle': redirect(
    'HTTP status 307, to the path it comes from',
    307,
    '/cmp/faults/http-redirect-circle',
  ),
  'http-redirect-elsewhere': redirect(
    'HTTP status 308, to another host without TLS',
    308,
    'http://cmp.example.com/cmp',
  ),
  'html-error-page': transport('HTTP status 502, and the web page of a proxy', 'http-status', () => ({
    ...toTextResponse(502, '<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>'),
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })),
  'error-in-http-400': errorInHttp(400),
  'error-in-http-500': errorInHttp(500),
  garbage: damaged('the answer is called a CMP message and is none', () =>
    Uint8Array.from({ length: 300 }, (_, at) => (at * 37 + 11) & 0xff),
  ),
  'trailing-bytes': damaged('octets follow after the end of the message', (bytes) => concat(bytes, new Uint8Array(2))),
  'length-not-minimal': damaged('the message is BER, not DER: its length has a needless octet', (bytes) =>
    concat(Uint8Array.of(0x30, 0x83, 0x00), bytes.subarray(2)),
  ),
} as const satisfies Record<string, Fault>;

function transport(
  description: string,
  provokes: FailureCode,
  response: (response: LabCaResponse) => LabCaResponse,
): Fault {
  return { description, provokes, under: 'any', on: REQUESTS, response };
}

/** RFC 9811, section 3.1: the content counts, whatever the status. */
function errorInHttp(status: number): Fault {
  return {
    ...transport(`a CMP error message in an answer with HTTP status ${status}`, 'error-received', (it) => ({
      ...it,
      status,
    })),
    refusal: { by: 'error', failInfo: 'systemFailure' },
  };
}

/** The message is not acted on: it is for somebody else. */
function redirect(description: string, status: number, location: string): Fault {
  const { headers, ...response } = toTextResponse(status, 'See the Location header');
  const instead = (): LabCaResponse => ({ ...response, headers: { ...headers, location } });
  return { description, provokes: 'http-redirect', under: 'any', on: REQUESTS, instead };
}

function damaged(description: string, bytes: (bytes: Uint8Array) => Uint8Array): Fault {
  return { description, provokes: 'message-malformed', under: 'any', on: REQUESTS, bytes };
}
