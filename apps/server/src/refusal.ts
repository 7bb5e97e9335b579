import {
  createProblem,
  createValidationProblem,
  type Problem,
  type ProblemCode,
  type ProblemExtension,
} from '@crypto-cmp/api';
import type { FieldIssue } from '@crypto-cmp/policy';

/** Something asked for cannot be done, for a reason the contract has a code for. The HTTP status comes with the code. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

/** A refusal to throw. */
export function refusal<C extends ProblemCode>(
  code: C,
  detail: string,
  ...extension: keyof ProblemExtension<C> extends never ? [] : [ProblemExtension<C>]
): Refusal {
  return new Refusal(createProblem(code, detail, ...extension));
}

/** A refusal of input, with what is wrong at which field. */
export function invalid(issues: readonly FieldIssue[]): Refusal {
  return new Refusal(createValidationProblem([...issues]));
}
