import { pickStrings } from '../../ui/search-params.ts';

export const STATE_CHOICES = ['expired', 'overdue', 'renewal-due', 'valid', 'empty', 'revoked'] as const;
export type StateChoice = (typeof STATE_CHOICES)[number];

export type TrustpointSort = 'urgency' | 'name' | '-name' | 'notAfter' | '-notAfter' | 'policy' | '-policy';

export interface TrustpointsSearch {
  q?: string;
  /** States with commas between them, any of which fits; or `needs-you`, which goes across the states. */
  state?: string;
  policy?: string;
  sort?: TrustpointSort;
  cursor?: string;
}

export const DEFAULT_SORT: TrustpointSort = 'urgency';
export const NEEDS_YOU = 'needs-you';

/** What the address of this page may carry; anything else in it is dropped. */
export function parseTrustpointsSearch(search: Record<string, unknown>): TrustpointsSearch {
  const { sort, state, ...rest } = pickStrings(search, ['q', 'state', 'policy', 'sort', 'cursor']);
  const known = state === NEEDS_YOU ? state : writeStates(readStates(state));
  return { ...rest, ...(known === '' ? {} : { state: known }), ...(isTrustpointSort(sort) ? { sort } : {}) };
}

/** The chosen states, in the order of the chips. */
export function readStates(state: string | undefined): readonly StateChoice[] {
  const words = state?.split(',') ?? [];
  return STATE_CHOICES.filter((choice) => words.includes(choice));
}

/** The `state` after a chip was pressed. */
export function toggleState(state: string | undefined, pressed: StateChoice): string {
  const chosen = readStates(state);
  return writeStates(
    STATE_CHOICES.filter((choice) => (choice === pressed ? !chosen.includes(choice) : chosen.includes(choice))),
  );
}

const writeStates = (states: readonly StateChoice[]) => states.join(',');

function isTrustpointSort(text: string | undefined): text is TrustpointSort {
  return text !== undefined && Object.hasOwn(SORTS, text);
}

const SORTS: Record<TrustpointSort, true> = {
  urgency: true,
  name: true,
  '-name': true,
  notAfter: true,
  '-notAfter': true,
  policy: true,
  '-policy': true,
};
