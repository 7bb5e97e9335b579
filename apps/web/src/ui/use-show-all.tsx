import { type ReactNode, useState } from 'react';

import { TextButton } from './button.tsx';
import { formatCount } from './pager.tsx';

/** The first of many, and the button that shows all of them; none where there are not more. */
export function useShowAll<T>(items: readonly T[], most: number): { shown: readonly T[]; button: ReactNode } {
  const [all, setAll] = useState(false);
  if (items.length <= most) return { shown: items, button: null };
  return {
    shown: all ? items : items.slice(0, most),
    button: (
      <TextButton aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? `Show the first ${most}` : `Show all ${formatCount(items.length)}`}
      </TextButton>
    ),
  };
}
