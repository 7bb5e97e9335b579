import { pickStrings } from '../../ui/search-params.ts';

export interface TrustpointsSearch {
  q?: string;
  state?: string;
  policy?: string;
  sort?: string;
  cursor?: string;
}

/** What the address of this page may carry; anything else in it is dropped. */
export const parseTrustpointsSearch = (search: Record<string, unknown>): TrustpointsSearch =>
  pickStrings(search, ['q', 'state', 'policy', 'sort', 'cursor']);
