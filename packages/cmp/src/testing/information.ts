import type { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import type { Step } from '../transaction/step.ts';
import type { InformationRequest, Question } from '../transaction/transaction-request.ts';
import { body } from './forgeries.ts';
import type { Forgery } from './test-ca.ts';
import { answerFirst, type TestBench } from './test-transaction.ts';

/** These values, whatever was asked. */
export function genp(...value: readonly InfoTypeAndValue[]): Forgery {
  return body({ type: 'genp', value });
}

export function genm(question: Question): InformationRequest {
  return { operation: 'genm', question };
}

/** A question under a MAC, and its answer. */
export async function ask(bench: TestBench, question: Question, forgery: Forgery): Promise<Step<'genm'>> {
  return answerFirst(bench, bench.mac, genm(question), forgery);
}
