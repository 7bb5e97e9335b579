import { zodResolver } from '@hookform/resolvers/zod';
import { type PolicyDraft, type Repair, toFieldIssues } from '@crypto-cmp/policy';

import type { PolicyForm } from './policy-form.ts';
import { createPolicyFormSchema } from './policy-form-schema.ts';

const schema = createPolicyFormSchema();

export const resolver = zodResolver<PolicyForm, unknown, PolicyDraft>(schema);

/** The change that would put an error right: the form library keeps its message alone. */
export function findRepair(form: PolicyForm, pointer: string, message: string): Repair | undefined {
  const { error } = schema.safeParse(form);
  if (error === undefined) return undefined;
  const issue = toFieldIssues(error).find((candidate) => candidate.pointer === pointer);
  return issue?.message === message ? issue.repair : undefined;
}
