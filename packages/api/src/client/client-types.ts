import type { z } from 'zod';
import type { RouteAnswer } from '../contract/route-types.ts';
import type { Route, Routes } from '../contract/routes.ts';
import type { QueryValues } from './request-url.ts';

/** A function for each route but the event stream, which EventSource reads. */
export type Client = {
  readonly [G in Exclude<keyof Routes, 'events'>]: {
    readonly [R in keyof Routes[G]]: Routes[G][R] extends Route ? ClientCall<Routes[G][R]> : never;
  };
};

export type ClientCall<R extends Route> = (
  ...args: Partial<CallArguments<R>> extends CallArguments<R> ? [args?: CallArguments<R>] : [args: CallArguments<R>]
) => Promise<CallAnswer<R>>;

/** What a call takes, before parsing: what has a default may be absent. */
export type CallArguments<R extends Route> = {
  readonly signal?: AbortSignal;
} & (R extends { params: infer S extends z.ZodType } ? { readonly params: z.input<S> } : unknown) &
  (R extends { query: infer S extends z.ZodType } ? { readonly query?: z.input<S> } : unknown) &
  (R extends { body: infer S extends z.ZodType } ? { readonly body: z.input<S> } : unknown) &
  /** The version that was read before: becomes If-Match. */
  (R extends { version: 'required' } ? { readonly version: number } : unknown) &
  (R extends { version: 'optional' } ? { readonly version?: number } : unknown) &
  (R extends { idempotencyKey: true } ? { readonly idempotencyKey?: string } : unknown);

export type CallAnswer<R extends Route> = R extends { answer: 'json' }
  ? RouteAnswer<R>
  : R extends { answer: 'bytes' }
    ? Download
    : void;

export interface Download {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  /** As the server proposes it; may be empty. */
  readonly fileName: string;
}

/** Any call, as the client handles it. */
export interface AnyCall {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: QueryValues;
  readonly body?: unknown;
  readonly version?: number;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}
