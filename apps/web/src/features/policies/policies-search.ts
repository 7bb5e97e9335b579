import { pickStrings } from '../../ui/search-params.ts';

export interface PoliciesSearch {
  q?: string;
  sort?: string;
  cursor?: string;
}

/** What the address of this page may carry; anything else in it is dropped. */
export const parsePoliciesSearch = (search: Record<string, unknown>): PoliciesSearch =>
  pickStrings(search, ['q', 'sort', 'cursor']);
