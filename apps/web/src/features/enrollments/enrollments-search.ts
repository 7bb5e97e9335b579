import { ENROLLMENT_STATES, type EnrollmentState } from '@crypto-cmp/api';

import { pickStrings } from '../../ui/search-params.ts';

export interface EnrollmentsSearch {
  q?: string;
  /** States with commas between them, any of which fits. */
  state?: string;
  trustpoint?: string;
  cursor?: string;
}

/** What the address of this page may carry; anything else in it is dropped. */
export function parseEnrollmentsSearch(search: Record<string, unknown>): EnrollmentsSearch {
  const { state, ...rest } = pickStrings(search, ['q', 'state', 'trustpoint', 'cursor']);
  const known = readStates(state).join(',');
  return { ...rest, ...(known === '' ? {} : { state: known }) };
}

export function readStates(state: string | undefined): EnrollmentState[] {
  const words = state?.split(',') ?? [];
  return ENROLLMENT_STATES.filter((choice) => words.includes(choice));
}
