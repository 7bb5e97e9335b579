import { z } from 'zod';
import { distinguishedName, optionalDistinguishedName } from './distinguished-name.ts';
import { expectType, NOT_A_LIST, NOT_AN_OBJECT, report } from './finding.ts';
import { LIMITS } from './limits.ts';
import { ReferenceId } from './reference-id.ts';
import { SecretDraft } from './secret-draft.ts';
import { SubjectAltNameDraft } from './subject-alt-name.ts';
import { noHiddenCharacters, noOuterSpace, text } from './text.ts';

const subjectAltNames = z
  .array(SubjectAltNameDraft, expectType(NOT_A_LIST))
  .min(LIMITS.subjectAltNames.min, 'Add a subject alternative name')
  .max(LIMITS.subjectAltNames.max, `More than ${LIMITS.subjectAltNames.max} subject alternative names`)
  .check(
    z.superRefine((names, context) => {
      const seen = new Set<string>();
      for (const [index, name] of names.entries()) {
        const key = `${name.type}:${name.value}`;
        if (seen.has(key))
          report(context, { code: 'san-repeated', message: 'The same name stands above already' }, [index, 'value']);
        seen.add(key);
      }
    }),
  );

/** A trustpoint as it is written: which certificate to ask for, and with which credential. */
export const TrustpointDraft = z
  .strictObject(
    {
      /** The stored trustpoint this one continues, so that renaming keeps its certificate. Absent: a new one. */
      id: text({ min: 1, max: 64 }).optional(),
      name: text(LIMITS.trustpointName, noHiddenCharacters, noOuterSpace),
      subjectName: distinguishedName(LIMITS.subjectName),
      referenceId: ReferenceId,
      secret: SecretDraft,
      senderName: distinguishedName(LIMITS.senderName),
      /** Empty: whatever the trust anchors allow. */
      recipientName: optionalDistinguishedName(LIMITS.recipientName).default(''),
      subjectAltNames,
    },
    expectType(NOT_AN_OBJECT),
  )
  .meta({ id: 'TrustpointDraft' });

export type TrustpointDraft = z.output<typeof TrustpointDraft>;
