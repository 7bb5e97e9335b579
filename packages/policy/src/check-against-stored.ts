import type { FieldIssue } from './field-issue.ts';
import { toPointer } from './json-pointer.ts';
import type { PolicyDraft } from './policy-draft.ts';
import type { SecretDraft } from './secret-draft.ts';

/** What the rules must know of a trustpoint that is stored. */
export interface StoredTrustpoint {
  readonly id: string;
  readonly secretIsSet: boolean;
  /** Whether it holds a certificate, with which it can renew without the Secret. */
  readonly hasCertificate: boolean;
}

/**
 * The rules that depend on what is stored. Each `id` must be one of the policy's trustpoints, once; and the Secret is
 * mandatory until the first certificate exists: a new trustpoint replaces it, one without certificate keeps or replaces
 * it, one with a certificate may also clear it.
 *
 * @param stored the trustpoints of the policy that is replaced; none when the policy is new
 */
export function checkAgainstStored(
  { trustpoints }: Pick<PolicyDraft, 'trustpoints'>,
  stored: readonly StoredTrustpoint[],
): FieldIssue[] {
  const byId = new Map(stored.map((trustpoint) => [trustpoint.id, trustpoint]));
  const seen = new Set<string>();
  return trustpoints.flatMap((draft, index): FieldIssue[] => {
    const at = (field: string) => toPointer(['trustpoints', index, field]);
    if (draft.id !== undefined && seen.has(draft.id)) {
      return [{ pointer: at('id'), code: 'trustpoint-repeated', message: 'Two rows continue the same trustpoint' }];
    }
    if (draft.id !== undefined) seen.add(draft.id);
    const before = draft.id === undefined ? undefined : byId.get(draft.id);
    if (draft.id !== undefined && before === undefined) {
      return [{ pointer: at('id'), code: 'trustpoint-unknown', message: 'This policy has no such trustpoint' }];
    }
    const message = findSecretFault(draft.secret.action, before);
    return message === undefined ? [] : [{ pointer: at('secret'), code: 'secret-required', message }];
  });
}

function findSecretFault(action: SecretDraft['action'], before: StoredTrustpoint | undefined): string | undefined {
  if (action === 'replace' || before?.hasCertificate === true) return undefined;
  if (action === 'clear') return 'The first enrollment needs the Secret. It can be cleared when there is a certificate';
  return before?.secretIsSet === true ? undefined : 'The first enrollment needs a Secret. Enter the one the CA gave';
}
