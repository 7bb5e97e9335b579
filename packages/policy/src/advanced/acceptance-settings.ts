import { z } from 'zod';
import { optionalDistinguishedName } from '../distinguished-name.ts';
import { expectType, NOT_AN_OBJECT, report } from '../finding.ts';
import { LIMITS } from '../limits.ts';
import { wholeNumber } from '../whole-number.ts';

/** Whether a message is sent where an HTTP redirect leads. */
export const REDIRECTS = ['never', 'same-origin', 'https'] as const;
export type Redirects = (typeof REDIRECTS)[number];

const yesOrNo = () => z.boolean(expectType('Either true or false'));

/** What is accepted from the CMP server. Each default is the strict one, but for signed answers: see there. */
export const AcceptanceSettings = z
  .strictObject(
    {
      /**
       * A signature for an answer to a request that the Secret protects. Many CAs sign all answers, EJBCA unless told
       * otherwise; what chains to a trust anchor proves no less than the Secret. Without trust anchors it means nothing.
       */
      signedAnswers: yesOrNo().default(true),
      /** A refusal without protection ends the enrollment. Never a certificate. */
      unprotectedErrors: yesOrNo().default(false),
      /** A certificate with other names than requested, where the CA says grantedWithMods. */
      changedNames: yesOrNo().default(false),
      /** How far the time in a message may be off. */
      clockSkewSeconds: wholeNumber(LIMITS.clockSkewSeconds, 'seconds').default(LIMITS.clockSkewSeconds.default),
      /** The name that the CA's messages bear, exactly; empty: Recipient Name, if there is one. */
      sender: optionalDistinguishedName(LIMITS.expectedSender).default(''),
      minIterations: wholeNumber(LIMITS.acceptedIterations).default(LIMITS.acceptedIterations.min),
      maxIterations: wholeNumber(LIMITS.acceptedIterations).default(LIMITS.acceptedIterations.default),
      redirects: z.enum(REDIRECTS, expectType(`One of ${REDIRECTS.join(', ')}`)).default('never'),
    },
    expectType(NOT_AN_OBJECT),
  )
  .check(
    z.superRefine(({ minIterations, maxIterations }, context) => {
      if (minIterations <= maxIterations) return;
      const message = `${maxIterations} is below the fewest, ${minIterations}`;
      report(context, { code: 'too-small', message }, ['maxIterations']);
    }),
  );
