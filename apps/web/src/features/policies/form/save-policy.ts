import { ApiError, type Policy, type Problem } from '@crypto-cmp/api';
import type { FieldIssue, PolicyDraft } from '@crypto-cmp/policy';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

import { api } from '../../../api-client/client.ts';
import { policyQuery } from '../policies-queries.ts';

type InUse = Extract<Problem, { code: 'trustpoint-in-use' | 'policy-in-use' }>;

/** How a save ends, each a way on for the form. Whatever is none of these is thrown. */
export type SaveOutcome =
  | { kind: 'saved'; policy: Policy }
  | { kind: 'refused'; issues: readonly FieldIssue[] }
  /** Somebody else has saved meanwhile: this is theirs. */
  | { kind: 'clash'; theirs: Policy }
  | { kind: 'in-use'; problem: InUse };

/** Stored: where the draft goes; undefined for a new policy. */
export interface Target {
  id: string;
  version: number;
}

export function useSavePolicy() {
  const queryClient = useQueryClient();
  const lastSent = useRef({ body: '', idempotencyKey: '' });

  /** The same draft sent again, after silence, must not become a second policy. */
  function keyFor(draft: PolicyDraft): string {
    const body = JSON.stringify(draft);
    if (lastSent.current.body !== body) lastSent.current = { body, idempotencyKey: crypto.randomUUID() };
    return lastSent.current.idempotencyKey;
  }

  function send(draft: PolicyDraft, target: Target | undefined, force: boolean): Promise<Policy> {
    if (target === undefined) return api.policies.create({ body: draft, idempotencyKey: keyFor(draft) });
    const { id, version } = target;
    return api.policies.replace({ params: { id }, version, body: draft, query: { force: force ? 'true' : 'false' } });
  }

  return async function save(draft: PolicyDraft, target: Target | undefined, force = false): Promise<SaveOutcome> {
    try {
      const policy = await send(draft, target, force);
      queryClient.setQueryData(policyQuery(policy.id).queryKey, policy);
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'policies' || queryKey[1] !== 'one',
      });
      return { kind: 'saved', policy };
    } catch (error) {
      const problem = error instanceof ApiError ? error.problem : undefined;
      if (problem?.code === 'validation-failed') return { kind: 'refused', issues: problem.errors.map(toIssue) };
      if (problem?.code === 'trustpoint-in-use') return { kind: 'in-use', problem };
      if (problem?.code === 'version-clash' && target !== undefined) {
        const theirs = await queryClient.query({ ...policyQuery(target.id), staleTime: 0 });
        return { kind: 'clash', theirs };
      }
      throw error;
    }
  };
}

function toIssue({ repair, ...issue }: ReadIssue): FieldIssue {
  return repair === undefined ? issue : { ...issue, repair };
}

type ReadIssue = Extract<Problem, { code: 'validation-failed' | 'malformed-request' }>['errors'][number];
