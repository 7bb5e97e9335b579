import type { Failure, Step } from '@crypto-cmp/cmp';

import type { EnrollmentFailure } from '../failure-code.ts';

/** A step whose failure may be one of the console's own. */
export type EnrollmentStep = Omit<Step, 'effect'> & {
  readonly effect:
    | Exclude<Step['effect'], { type: 'failed' }>
    | (Omit<Extract<Step['effect'], { type: 'failed' }>, 'failure'> & { readonly failure: EnrollmentFailure });
};

/**
 * A message was sent again because its answer was lost, and the CA refuses the second one: it has acted on the first.
 * What it says ("transactionIdInUse") is true and explains nothing; the true reason is the lost answer.
 */
export function explainLostAnswer(step: Step, wasSentAgain: boolean): EnrollmentStep {
  const { effect } = step;
  if (!wasSentAgain || effect.type !== 'failed' || !isAboutRepetition(effect.failure)) return step;
  const failure: EnrollmentFailure = {
    ...effect.failure,
    kind: 'transport',
    code: 'answer-lost',
    message: 'the answer to the first try was lost, and the CA refuses the same message a second time',
    certificateMayExist: true,
  };
  return { ...step, effect: { ...effect, failure } };
}

function isAboutRepetition({ claim, kind }: Failure): boolean {
  if (kind !== 'peer-rejected' || claim === undefined) return false;
  return claim.failInfo.some((name) => REPETITION.has(name));
}

const REPETITION: ReadonlySet<string> = new Set([
  'transactionIdInUse',
  'duplicateCertReq',
  'certConfirmed',
  'badRecipientNonce',
  'badSenderNonce',
  'badRequest',
]);
