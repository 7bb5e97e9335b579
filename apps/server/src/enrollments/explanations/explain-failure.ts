import type { EnrollmentFailure, EnrollmentFailureCode } from '../failure-code.ts';
import { ANSWER_EXPLANATIONS } from './explain-answer.ts';
import { isSignerRefused } from '../signer-refused.ts';
import { TRANSPORT_EXPLANATIONS } from './explain-transport.ts';
import type { Explain, Explanation, FailureFacts } from './explanation.ts';

/** Explains a failure to the administrator. */
export function explainFailure(failure: EnrollmentFailure, facts: FailureFacts): Explanation {
  const explanation = EXPLANATIONS[failure.code](facts, failure);
  return facts.protectedBy === 'certificate' && isSignerRefused(failure)
    ? withoutSecret(explanation, facts)
    : explanation;
}

/** With a Secret the renewal would have gone on; that it ended here says that none was set. */
function withoutSecret(explanation: Explanation, { trustpointName, trustpointPointer }: FailureFacts): Explanation {
  return {
    ...explanation,
    fix: `${trustpointName} had no Secret to enroll with instead. Set one from the CA’s operators, then renew again: it goes on with the Secret.`,
    field: `${trustpointPointer}/secret`,
    askOperators: true,
  };
}

/** One entry for every code: a code without words does not compile. */
const EXPLANATIONS: Record<EnrollmentFailureCode, Explain> = {
  ...ANSWER_EXPLANATIONS,
  ...TRANSPORT_EXPLANATIONS,

  canceled: () => ({ title: 'Canceled', cause: 'It was canceled.', fix: 'Start it again when it is wanted.' }),
  'own-certificate-expired': (facts) => ({
    title: 'Certificate expired meanwhile',
    cause: `The certificate of ${facts.trustpointName} expired before it was renewed.`,
    fix: 'Enroll anew. That needs a Secret from the CA’s operators.',
    field: `${facts.trustpointPointer}/secret`,
  }),
  'polling-timed-out': () => ({
    title: 'CA did not decide',
    cause: 'The CA did not decide in time.',
    fix: 'Ask the CA’s operators what became of the request, then try again.',
    askOperators: true,
  }),
  'answer-lost': () => ({
    title: 'Answer lost',
    cause: 'The CA’s answer was lost on its way, and the CA does not give it again.',
    fix: 'Try again: a new enrollment is a new transaction.',
    askOperators: true,
  }),
  'server-unavailable': ({ server }) => ({
    title: 'Server unavailable',
    cause: `${server} has not answered for a while, so nothing was sent to it.`,
    fix: 'Test the connection in the policy, or ask the CA’s operators. Once the server answers, the console goes on by itself.',
    askOperators: true,
  }),
  'secret-missing': (facts) => ({
    title: 'No Secret',
    cause: `${facts.trustpointName} has no Secret, and an enrollment needs one.`,
    fix: 'Set the Secret that the CA’s operators gave you.',
    field: `${facts.trustpointPointer}/secret`,
  }),
  'certificate-to-renew-missing': (facts) => ({
    title: 'No Secret to enroll again',
    cause: `${facts.trustpointName} has no valid certificate to renew, and no Secret to enroll anew.`,
    fix: 'Set a Secret from the CA’s operators, then enroll.',
    field: `${facts.trustpointPointer}/secret`,
  }),
  'trustpoint-removed': () => ({
    title: 'Trustpoint removed',
    cause: 'The trustpoint was removed from its policy meanwhile.',
    fix: 'Nothing is left to do.',
  }),
  'policy-not-usable': (facts) => ({
    title: 'Policy not usable',
    cause: `Something in ${facts.policyName} cannot be used for a request.`,
    fix: 'Open the policy and save it again: what is wrong is shown at its field.',
    field: '/trustAnchors',
  }),
  'sealed-value-not-readable': (facts) => ({
    title: 'Secret or key not readable',
    cause: 'A stored secret or private key does not open with the master key.',
    fix: 'The database or the key file was changed by hand. Replace the Secret, then enroll anew.',
    field: `${facts.trustpointPointer}/secret`,
  }),
  'console-failed': () => ({
    title: 'Failure of the console',
    cause: 'The console itself failed.',
    fix: 'Look into the console’s log for this enrollment’s id, then try again.',
  }),
  'restored-from-backup': () => ({
    title: 'Restored from a backup',
    cause: 'The console was restored from a backup that was made while this enrollment ran.',
    fix: 'Ask the CA’s operators whether it has issued a certificate since, then try again.',
    askOperators: true,
  }),
};
