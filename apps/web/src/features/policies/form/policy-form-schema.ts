import {
  checkAgainstStored,
  PolicyDraft,
  type PolicyDraftInput,
  parsePointer,
  type StoredTrustpoint,
} from '@crypto-cmp/policy';
import { z } from 'zod';

import { toAdvancedDraft } from './advanced-form.ts';
import { fieldOf } from './field-paths.ts';
import type { PolicyForm } from './policy-form.ts';
import { toNumber } from './to-number.ts';

/**
 * From what was typed to what is sent: the one schema of a policy, and the rules about what is stored, as the server
 * applies them. Issues of both are found at once, whatever the other fields hold.
 */
export function createPolicyFormSchema() {
  let values: PolicyForm | undefined;
  const againstStored = z.superRefine<unknown>(
    (draft, context) => {
      if (values === undefined) return;
      const stored = values.trustpoints.flatMap(toStored);
      // Made by `toDraft` below; the rules read ids and actions only, which a form cannot get wrong.
      for (const { pointer, code, message } of checkAgainstStored(draft as PolicyDraft, stored)) {
        context.addIssue({ code: 'custom', path: parsePointer(fieldOf(values, pointer)), message, params: { code } });
      }
    },
    { when: () => true },
  );
  return z.preprocess((form: PolicyForm) => {
    values = form;
    return toDraft(form);
  }, PolicyDraft.check(againstStored));
}

function toStored({ stored }: PolicyForm['trustpoints'][number]): StoredTrustpoint[] {
  if (stored === undefined) return [];
  return [{ id: stored.id, secretIsSet: stored.secretSetAt !== null, hasCertificate: stored.hasCertificate }];
}

/** What would be sent. Digits become numbers; anything else is left for the schema to refuse in its own words. */
function toDraft({
  certificateRenewalTimeout,
  renewalWindow,
  servers,
  trustAnchors,
  trustpoints,
  advanced,
  ...rest
}: PolicyForm) {
  return {
    ...rest,
    certificateRenewalTimeout: toNumber(certificateRenewalTimeout),
    renewalWindow: toWindow(renewalWindow),
    servers: servers.map(({ key: _, port, ...server }) => ({ ...server, port: toNumber(port) })),
    trustAnchors: trustAnchors.map(({ pem }) => pem),
    advanced: toAdvancedDraft(advanced, toNumber),
    trustpoints: trustpoints.map(({ key: _, stored, referenceId, secret, subjectAltNames, ...trustpoint }) => ({
      ...(stored === undefined ? {} : { id: stored.id }),
      ...trustpoint,
      referenceId: {
        format: referenceId.format,
        value: referenceId.format === 'number' ? toNumber(referenceId.value) : referenceId.value,
      },
      secret: secret.action === 'replace' ? { action: 'replace', value: secret.value } : { action: secret.action },
      subjectAltNames: subjectAltNames.map(({ type, value }) => ({ type, value })),
    })),
  } satisfies Record<keyof PolicyDraftInput, unknown>;
}

function toWindow({ kind, days, from, to, timeZone }: PolicyForm['renewalWindow']) {
  return kind === 'any' ? null : { days, from, to, timeZone };
}
