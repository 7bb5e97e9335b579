import { pickStrings } from '../../ui/search-params.ts';

export type PolicySort = 'name' | '-name' | 'updatedAt' | '-updatedAt' | 'trustpoints' | '-trustpoints';

export interface PoliciesSearch {
  q?: string;
  sort?: PolicySort;
  cursor?: string;
}

export const DEFAULT_SORT: PolicySort = 'name';

/** What the address of this page may carry; anything else in it is dropped. */
export function parsePoliciesSearch(search: Record<string, unknown>): PoliciesSearch {
  const { sort, ...rest } = pickStrings(search, ['q', 'sort', 'cursor']);
  return { ...rest, ...(isPolicySort(sort) ? { sort } : {}) };
}

function isPolicySort(text: string | undefined): text is PolicySort {
  return text !== undefined && Object.hasOwn(SORTS, text);
}

const SORTS: Record<PolicySort, true> = {
  name: true,
  '-name': true,
  updatedAt: true,
  '-updatedAt': true,
  trustpoints: true,
  '-trustpoints': true,
};
