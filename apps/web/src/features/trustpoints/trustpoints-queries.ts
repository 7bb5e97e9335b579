import type { TrustpointSummary } from '@crypto-cmp/api';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api } from '../../api-client/client.ts';
import { DEFAULT_SORT, NEEDS_YOU, readStates, type StateChoice, type TrustpointsSearch } from './trustpoints-search.ts';

export const trustpointsQuery = (search: TrustpointsSearch) =>
  queryOptions({
    queryKey: ['trustpoints', 'list', search],
    queryFn: ({ signal }) => api.trustpoints.list({ signal, query: toQuery(search) }),
    placeholderData: keepPreviousData,
  });

export const trustpointQuery = (id: string) =>
  queryOptions({
    queryKey: ['trustpoints', 'one', id],
    queryFn: ({ signal }) => api.trustpoints.get({ signal, params: { id } }),
  });

/** The first policies whose name, host or trustpoint has these words. */
export const policyChoicesQuery = (q: string) =>
  queryOptions({
    queryKey: ['policies', 'choices', q],
    queryFn: ({ signal }) => api.policies.list({ signal, query: { q, limit: 20 } }),
    placeholderData: keepPreviousData,
  });

export const policyNameQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', 'one', id],
    queryFn: ({ signal }) => api.policies.get({ signal, params: { id } }),
    select: ({ name }) => name,
  });

/** All rows of a search, page by page, at most {@link MOST_SELECTED}. */
export async function loadAllTrustpoints(search: TrustpointsSearch): Promise<TrustpointSummary[]> {
  const rows: TrustpointSummary[] = [];
  let cursor: string | null = null;
  do {
    const page = await api.trustpoints.list({ query: { ...toQuery({ ...search, cursor: cursor ?? '' }), limit: 200 } });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && rows.length < MOST_SELECTED);
  return rows.slice(0, MOST_SELECTED);
}

/** More than this is not started by one press. */
export const MOST_SELECTED = 1000;

function toQuery({ q = '', state, policy, sort = DEFAULT_SORT, cursor }: TrustpointsSearch) {
  const states = readStates(state);
  return {
    sort,
    ...(q === '' ? {} : { q }),
    ...(state === NEEDS_YOU ? { needsYou: 'true' as const } : {}),
    ...(states.length === 0 ? {} : { state: states satisfies readonly StateChoice[] }),
    ...(policy === undefined ? {} : { policy }),
    ...(cursor === undefined || cursor === '' ? {} : { cursor }),
  };
}
