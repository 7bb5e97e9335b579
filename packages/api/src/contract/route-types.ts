import type { z } from 'zod';
import type { RouteSchemas } from './routes.ts';

/** The parameters in a route's path, parsed. */
export type RouteParams<R extends RouteSchemas> = R extends { params: infer S extends z.ZodType }
  ? z.output<S>
  : unknown;
/** A route's query, parsed: defaults filled in. */
export type RouteQuery<R extends RouteSchemas> = R extends { query: infer S extends z.ZodType } ? z.output<S> : unknown;
/** A route's body, parsed: defaults filled in. */
export type RouteBody<R extends RouteSchemas> = R extends { body: infer S extends z.ZodType } ? z.output<S> : unknown;
/** What a route answers with on success. */
export type RouteAnswer<R extends RouteSchemas> = R extends { response: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
