import { API_BASE, routes } from '@crypto-cmp/api';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Refusal, refusal } from '../refusal.ts';

/** The refusal of a request that no route takes: of its address or, where that has others, of its method. */
export function nothingThere({ method, url }: FastifyRequest, reply: FastifyReply): Refusal {
  const [path = ''] = url.split('?');
  const methods = ALL_ROUTES.filter(({ pattern }) => pattern.test(path)).map((route) => route.method);
  if (methods.length === 0) return refusal('route-not-found', `There is nothing at ${method} ${path}.`);
  const allowed = [...new Set(methods)].join(', ');
  reply.header('allow', allowed);
  return refusal('method-not-allowed', `${path} takes ${allowed}.`);
}

const ALL_ROUTES = Object.values(routes).flatMap((group) =>
  Object.values(group).map(({ method, path }: { method: string; path: string }) => ({
    method,
    pattern: new RegExp(`^${API_BASE}${path.replaceAll(/:\w+/g, '[^/]+')}$`),
  })),
);
