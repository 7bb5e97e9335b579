import {
  API_BASE,
  COMMON_PROBLEMS,
  PROBLEM_MEDIA_TYPE,
  Problem,
  type ProblemCode,
  PROBLEMS,
  type Route,
  type RouteAnswer,
  type RouteBody,
  type RouteParams,
  type RouteQuery,
  routes,
} from '@crypto-cmp/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SSERouteOptions } from '@fastify/sse';
import { z } from 'zod';

/** A request whose parts were parsed with the route's schemas. */
export interface ParsedRequest<R extends Route> {
  readonly params: RouteParams<R>;
  readonly query: RouteQuery<R>;
  readonly body: RouteBody<R>;
  readonly raw: FastifyRequest;
}

/** What a handler gives back: the answer's body, or nothing when it has sent the answer itself. */
export type RouteHandler<R extends Route> = (
  request: ParsedRequest<R>,
  reply: FastifyReply,
) => Promise<R['answer'] extends 'json' ? RouteAnswer<R> : unknown>;

/** Adds a route of the contract: method, address, schemas and answers come from there. */
export function addRoute<R extends Route>(
  app: FastifyInstance,
  route: R,
  handler: RouteHandler<R>,
  options: { readonly sse?: SSERouteOptions } = {},
): void {
  app.route({
    method: route.method,
    url: `${API_BASE}${route.path}`,
    schema: describeRoute(route),
    ...options,
    handler: async (raw, reply) => {
      // The validator compiler has replaced each part by what its schema gave.
      const request = { params: raw.params, query: raw.query, body: raw.body, raw } as ParsedRequest<R>;
      const answer = await handler(request, reply);
      if (reply.sent || route.answer === 'events') return reply;
      return await reply.code(route.status).send(answer);
    },
  });
}

/** A route as Fastify and the OpenAPI document want it. */
export function describeRoute(route: Route) {
  return {
    operationId: OPERATION_IDS.get(route) ?? '',
    summary: route.summary,
    tags: [route.path.split('/')[1] ?? ''],
    ...(route.params && { params: route.params }),
    ...(route.query && { querystring: route.query }),
    ...(route.body && { body: route.body }),
    ...headersOf(route),
    response: { ...successOf(route), ...problemsOf(route) },
  };
}

function headersOf(route: Route): { headers?: z.ZodType } {
  const headers = {
    ...(route.version === 'required' && {
      'if-match': z.string().optional().describe('The ETag that was read before'),
    }),
    ...(route.version === 'optional' && { 'if-match': z.string().optional() }),
    ...(route.idempotencyKey && { 'idempotency-key': z.string().min(1).max(255).optional() }),
  };
  return Object.keys(headers).length === 0 ? {} : { headers: z.looseObject(headers) };
}

function successOf(route: Route): Record<number, unknown> {
  if (route.response === undefined) return { [route.status]: z.undefined().describe('Nothing') };
  // A resource with several forms is several routes of the contract, and one of HTTP.
  const forms = ALL_ROUTES.filter(({ method, path }) => method === route.method && path === route.path);
  const content = forms.flatMap(({ answer, response, mediaTypes }) => {
    const types = answer === 'json' ? ['application/json'] : (mediaTypes ?? []);
    return types.map((type): [string, unknown] => [type, { schema: response }]);
  });
  return { [route.status]: { description: 'Success', content: Object.fromEntries(content) } };
}

/** One answer a status: the codes it may carry are its description. */
function problemsOf({ errors }: Route): Record<number, unknown> {
  const codes = new Set<ProblemCode>([...errors, ...COMMON_PROBLEMS]);
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('; '),
        content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } },
      },
    ]),
  );
}

const NAMED_ROUTES = Object.entries(routes).flatMap(([group, ofGroup]) =>
  Object.entries(ofGroup).map(([name, route]: [string, Route]) => ({ name: `${group}.${name}`, route })),
);
const ALL_ROUTES = NAMED_ROUTES.map(({ route }) => route);
const OPERATION_IDS: ReadonlyMap<Route, string> = new Map(NAMED_ROUTES.map(({ name, route }) => [route, name]));
