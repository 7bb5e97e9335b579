import { pickStrings } from '../../ui/search-params.ts';

export interface EnrollmentsSearch {
  q?: string;
  state?: string;
  trustpoint?: string;
  sort?: string;
  cursor?: string;
}

/** What the address of this page may carry; anything else in it is dropped. */
export const parseEnrollmentsSearch = (search: Record<string, unknown>): EnrollmentsSearch =>
  pickStrings(search, ['q', 'state', 'trustpoint', 'sort', 'cursor']);
