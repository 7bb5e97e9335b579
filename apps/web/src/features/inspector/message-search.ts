import { pickStrings } from '../../ui/search-params.ts';

export interface MessageSearch {
  node?: string;
}

/** What the address of this page may carry; anything else in it is dropped. */
export const parseMessageSearch = (search: Record<string, unknown>): MessageSearch => pickStrings(search, ['node']);
