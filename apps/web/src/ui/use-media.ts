import { useCallback, useSyncExternalStore } from 'react';

/** Under 700 px: one column, tables become lists. */
export const useIsNarrow = () => useMedia('(max-width: 699px)');

/** Under 900 px: the side bar becomes a drawer. */
export const useIsCompact = () => useMedia('(max-width: 899px)');

function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
