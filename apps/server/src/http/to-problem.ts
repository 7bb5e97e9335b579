import { createProblem, createValidationProblem, type Problem } from '@crypto-cmp/api';

import { Refusal } from '../refusal.ts';
import { DatabaseLostError } from '../storage/postgres-error.ts';
import { InvalidRequestError } from './validate-request.ts';

/**
 * The problem document of an error: the one place where errors become answers.
 *
 * What is not expected becomes `internal-error`, whose text says nothing of the error: it may hold anything. The log has
 * it, beside the request's id.
 */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof InvalidRequestError) return toInputProblem(error);
  if (error instanceof DatabaseLostError) {
    return createProblem('not-ready', 'The database cannot be reached. Try again soon.');
  }
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return createProblem('payload-too-large', 'The body of the request is longer than the console reads.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return createProblem('media-type-not-supported', 'Send the body as application/json.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_VALIDATION':
      return createProblem('malformed-request', 'The request could not be read.', { errors: [] });
    default:
      // What the libraries below refuse, such as a path that leaves the folder of the pages.
      if (isRefusedRequest(error)) {
        return createProblem('malformed-request', 'The request could not be read.', { errors: [] });
      }
      return createProblem('internal-error', `The console's log has the reason under request ${requestId}.`);
  }
}

/** Whether an error is our own fault, so that the log must have it in full. */
export function isUnexpected(problem: Problem): boolean {
  return problem.code === 'internal-error';
}

function toInputProblem({ place, issues }: InvalidRequestError): Problem {
  if (place === 'body') return createValidationProblem(issues);
  const where = place === 'params' ? 'address' : place === 'querystring' ? 'query' : 'headers';
  return createProblem('malformed-request', `The ${where} of the request holds something unknown.`, { errors: issues });
}

function isRefusedRequest(error: unknown): boolean {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
