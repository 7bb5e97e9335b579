import { z } from 'zod';
import { AdvancedSettings } from './advanced/advanced-settings.ts';
import { checkServerRoles, checkTrustpointNames } from './check-across-rows.ts';
import { CmpServerDraft } from './cmp-server-draft.ts';
import { DEFAULT_KEY_TYPE } from './default-key-type.ts';
import { expectType, NOT_A_LIST, NOT_AN_OBJECT } from './finding.ts';
import { KeyType } from './key-type.ts';
import { LIMITS } from './limits.ts';
import { RenewalWindow } from './renewal-window.ts';
import { noHiddenCharacters, noHiddenCharactersButLines, noOuterSpace, text } from './text.ts';
import { TrustAnchor } from './trust-anchor.ts';
import { TrustpointDraft } from './trustpoint-draft.ts';
import { wholeNumber } from './whole-number.ts';

/**
 * A Crypto CMP policy as it is written: the form's values, the body of POST and PUT, and what a stored policy was made
 * of. Rules that need what is stored already are in `checkAgainstStored`.
 */
export const PolicyDraft = z
  .strictObject(
    {
      name: text(LIMITS.policyName, noHiddenCharacters, noOuterSpace),
      description: text(LIMITS.description, noHiddenCharactersButLines).default(''),
      certificateRenewalTimeout: wholeNumber(LIMITS.certificateRenewalTimeout, 'days').default(
        LIMITS.certificateRenewalTimeout.default,
      ),
      /** Null: renewals may be tried at any time. */
      renewalWindow: RenewalWindow.nullable().default(null),
      keyType: KeyType.default(DEFAULT_KEY_TYPE),
      servers: z
        .array(CmpServerDraft, expectType(NOT_A_LIST))
        .max(LIMITS.servers.max, 'At most one Primary and one Secondary')
        .check(checkServerRoles)
        // That one is there `checkServerRoles` says, in better words.
        .meta({ minItems: LIMITS.servers.min }),
      trustAnchors: z
        .array(TrustAnchor, expectType(NOT_A_LIST))
        .max(LIMITS.trustAnchors.max, `More than ${LIMITS.trustAnchors.max} trust anchors`)
        // The same certificate pasted twice is one anchor.
        .overwrite((anchors) => [...new Set(anchors)])
        .default([]),
      trustpoints: z
        .array(TrustpointDraft, expectType(NOT_A_LIST))
        .min(LIMITS.trustpoints.min, 'Add a trustpoint')
        .max(LIMITS.trustpoints.max, `More than ${LIMITS.trustpoints.max} trustpoints`)
        .check(checkTrustpointNames),
      advanced: AdvancedSettings.prefault({}),
    },
    expectType(NOT_AN_OBJECT),
  )
  .meta({ id: 'PolicyDraft' });

/** After parsing: defaults filled in. */
export type PolicyDraft = z.output<typeof PolicyDraft>;

/** Before parsing: what has a default may be absent. */
export type PolicyDraftInput = z.input<typeof PolicyDraft>;
