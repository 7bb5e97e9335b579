import { type FieldIssue, toFieldIssues } from '@crypto-cmp/policy';
import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';

/** Where in a request something is wrong. */
export type RequestPlace = 'body' | 'querystring' | 'params' | 'headers';

/** A part of a request does not parse with its schema. Holds what is wrong, never the values: one of them is a secret. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  readonly place: RequestPlace;
  readonly issues: FieldIssue[];

  constructor(place: RequestPlace, issues: FieldIssue[]) {
    super(`the ${place} of the request is invalid`);
    this.place = place;
    this.issues = issues;
  }
}

/**
 * Parses each part of a request with its zod schema, and keeps array indices in the pointers of what is wrong, which the
 * type provider's own compiler loses.
 */
export const validateRequest: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const place = PLACES.find((known) => known === httpPart) ?? 'body';
  return (input: unknown) => {
    const result = schema.safeParse(input);
    if (result.success) return { value: result.data };
    return { error: new InvalidRequestError(place, toFieldIssues(result.error).slice(0, MOST_ISSUES)) };
  };
};

/** A body of unknown fields alone must not make an answer many times its length. */
const MOST_ISSUES = 1000;

const PLACES: readonly RequestPlace[] = ['body', 'querystring', 'params', 'headers'];
