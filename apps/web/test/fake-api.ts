import { createProblem, type Problem } from '@crypto-cmp/api';

/**
 * Answers by hand-written values: `'GET /trustpoints': page`. A problem document is sent with its own status; what is not
 * listed is not found. `calls` keeps what was asked, with its query or body.
 */
export function createFakeApi(replies: Record<string, unknown>) {
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
      const value = replies[wantsOctets ? `${call} octets` : call] ?? createProblem('route-not-found', call);
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
