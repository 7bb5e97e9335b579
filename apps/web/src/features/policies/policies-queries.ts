import { type PolicySummary, toPolicyDraft } from '@crypto-cmp/api';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '../../api-client/client.ts';
import { DEFAULT_SORT, type PoliciesSearch } from './policies-search.ts';

export const policiesQuery = ({ q, sort = DEFAULT_SORT, cursor }: PoliciesSearch) =>
  queryOptions({
    queryKey: ['policies', 'list', { q, sort, cursor }],
    queryFn: ({ signal }) =>
      api.policies.list({
        signal,
        query: { sort, ...(q === undefined ? {} : { q }), ...(cursor === undefined ? {} : { cursor }) },
      }),
    placeholderData: keepPreviousData,
  });

export const policyQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', 'one', id],
    queryFn: ({ signal }) => api.policies.get({ signal, params: { id } }),
  });

export function useDeletePolicy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ policy: { id, version }, force }: { policy: PolicySummary; force: boolean }) =>
      api.policies.remove({ params: { id }, version, query: { force: force ? 'true' : 'false' } }),
    onSuccess: (_, { policy }) => {
      queryClient.removeQueries({ queryKey: policyQuery(policy.id).queryKey });
      return queryClient.invalidateQueries();
    },
  });
}

/** Renaming writes the whole policy, as it stands now, with every Secret kept. */
export function useRenamePolicy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, name }: { id: string; name: string }) => {
      const policy = await api.policies.get({ params: { id } });
      return api.policies.replace({
        params: { id },
        version: policy.version,
        body: { ...toPolicyDraft(policy), name },
      });
    },
    onSuccess: () => queryClient.invalidateQueries(),
  });
}

export function useCopyPolicy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) => api.policies.copy({ params: { id }, body: { name } }),
    onSuccess: (policy) => {
      queryClient.setQueryData(policyQuery(policy.id).queryKey, policy);
      return queryClient.invalidateQueries({ queryKey: ['policies', 'list'] });
    },
  });
}
