import type { PolicyTrustpoint } from '@crypto-cmp/api';
import {
  AdvancedSettings,
  lintPolicy,
  type PartialAdvancedSettings,
  type PolicyWarning,
  RenewalWindow,
  withAdvancedSettings,
} from '@crypto-cmp/policy';

import { toAdvancedDraft } from './advanced-form.ts';
import type { PolicyForm } from './policy-form.ts';

/** What is said against the policy as it stands in the form. What cannot be read yet is an error, and nothing is said of it. */
export function lintForm(form: PolicyForm, stored: readonly PolicyTrustpoint[], now: Date): readonly PolicyWarning[] {
  const { kind, ...hours } = form.renewalWindow;
  return lintPolicy(
    {
      certificateRenewalTimeout: Number(form.certificateRenewalTimeout),
      renewalWindow: kind === 'any' ? null : (RenewalWindow.safeParse(hours).data ?? null),
      servers: form.servers,
      trustAnchors: form.trustAnchors.map(({ pem }) => pem),
      trustpoints: form.trustpoints.map(({ name, recipientName, secret, stored: row }) => {
        const known = stored.find(({ id }) => id === row?.id);
        const isKept = secret.action === 'keep' && typeof row?.secretSetAt === 'string';
        return {
          name,
          recipientName,
          hasSecret: secret.action === 'replace' || isKept,
          certificate:
            known === undefined || known.notBefore === null || known.notAfter === null
              ? null
              : { notBefore: new Date(known.notBefore), notAfter: new Date(known.notAfter) },
        };
      }),
      advanced: readAdvanced(form),
    },
    now,
  );
}

/** A section with an error counts as its defaults, of which nothing is said. */
function readAdvanced({ advanced }: PolicyForm) {
  const draft = toAdvancedDraft(advanced, Number);
  const sections = Object.entries(AdvancedSettings.shape).flatMap(([section, schema]) => {
    const { data } = schema.safeParse(Reflect.get(draft, section));
    return data === undefined ? [] : [[section, data] as const];
  });
  // What each section's own schema has read.
  return withAdvancedSettings(Object.fromEntries(sections) as PartialAdvancedSettings);
}
