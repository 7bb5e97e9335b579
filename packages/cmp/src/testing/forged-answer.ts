import type { AnyCheckName, CheckName } from '../transaction/check-name.ts';
import type { CheckResult } from '../transaction/check-result.ts';
import type { AnyFailureCode, FailureCode } from '../transaction/failure.ts';
import type { Step } from '../transaction/step.ts';
import type { Expectations, TransactionContext } from '../transaction/transaction-context.ts';
import type { EnrollRequest } from '../transaction/transaction-request.ts';
import type { AnyTransactionState } from '../transaction/transaction-state.ts';
import type { Forgery } from './test-ca.ts';
import { answerFirst, type TestBench } from './test-transaction.ts';

/** An answer to an ir that a client must refuse, by exactly one check. */
export interface ForgedAnswer {
  readonly promise: string;
  /** The protection of both sides; `mac` by default. */
  readonly kind?: 'mac' | 'signature';
  readonly forge?: (bench: TestBench) => Forgery | Promise<Forgery>;
  readonly expectations?: Expectations;
  readonly context?: Partial<TransactionContext>;
  readonly request?: Partial<EnrollRequest>;
  readonly check: CheckName;
  readonly code: FailureCode;
}

export async function receiveForged(bench: TestBench, one: Partial<ForgedAnswer>): Promise<Step> {
  const { kind = 'mac', forge, expectations } = one;
  const party = bench[kind];
  const context = { ...party.context, ...(expectations && { expectations }), ...one.context };
  return answerFirst(bench, { ...party, context }, await bench.request(one.request), await forge?.(bench));
}

/** What came of it: the names of the failed checks, and the code of the failure. */
export function refusalOf({ state, checks = [] }: AnyStep): {
  checks: AnyCheckName[];
  code: AnyFailureCode | undefined;
} {
  return {
    checks: checks.filter(({ verdict }) => verdict === 'failed').map(({ name }) => name),
    code: 'failure' in state.stage ? state.stage.failure.code : undefined,
  };
}

interface AnyStep {
  readonly state: AnyTransactionState;
  readonly checks?: readonly CheckResult<AnyCheckName>[];
}
