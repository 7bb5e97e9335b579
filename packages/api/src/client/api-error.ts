import type { Problem } from '../contract/problem.ts';
import { isProblemCode, type ProblemCode } from '../contract/problem-codes.ts';

/**
 * A call that brought no success. `problem` is the server's document; without one something else has answered, or nobody,
 * and `code` is `unreachable` or `unexpected-answer`. A call that was aborted throws the signal's own reason instead.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ProblemCode | 'unreachable' | 'unexpected-answer';
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(
    code: ApiError['code'],
    message: string,
    options: ErrorOptions & { status?: number; problem?: Problem } = {},
  ) {
    super(message, options);
    this.code = code;
    this.status = options.status ?? 0;
    this.problem = options.problem;
  }
}

/** The error of an answer that is no success. */
export async function toApiError(response: Response): Promise<ApiError> {
  const { status } = response;
  const document: unknown = await response.json().catch(() => undefined);
  if (!isProblem(document)) {
    return new ApiError('unexpected-answer', `The server answered with HTTP ${status}`, { status });
  }
  return new ApiError(document.code, document.detail || document.title, { status, problem: document });
}

/** Server and client are of one build, so the code vouches for the rest. */
function isProblem(document: unknown): document is Problem {
  return typeof document === 'object' && document !== null && 'code' in document && isProblemCode(document.code);
}
