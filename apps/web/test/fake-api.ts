import { createProblem, type Problem } from '@crypto-cmp/api';

type Answer = unknown;
type Reply = Answer | ((request: { query: URLSearchParams; body: unknown }) => Answer);

/**
 * Answers by hand-written values: `'GET /trustpoints': page`. A problem document is sent with its own status; what is not
 * listed is not found. `calls` keeps what was asked, with its query or body.
 */
export function createFakeApi(replies: Record<string, Reply>) {
  const calls: { call: string; query: string; body: unknown }[] = [];
  return {
    calls,
    replies,
    async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      const url = new URL(input instanceof Request ? input.url : input, 'http://console.example.net');
      const call = `${init?.method ?? 'GET'} ${url.pathname.replace('/api/v1', '')}`;
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      calls.push({ call, query: url.searchParams.toString(), body });
      const wantsOctets = new Headers(init?.headers).get('accept') === 'application/pkixcmp';
      const reply = replies[wantsOctets ? `${call} octets` : call] ?? createProblem('route-not-found', call);
      const value: unknown = typeof reply === 'function' ? reply({ query: url.searchParams, body }) : reply;
      if (value instanceof Uint8Array) return Promise.resolve(new Response(new Uint8Array(value)));
      return Promise.resolve(Response.json(value, { status: isProblem(value) ? value.status : 200 }));
    },
  };
}

/** A page of a list that is all there is. */
export function onePage<T>(items: readonly T[], more: object = {}) {
  return { items, total: items.length, start: 0, nextCursor: null, previousCursor: null, ...more };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'status' in value && typeof value.status === 'number';
}
