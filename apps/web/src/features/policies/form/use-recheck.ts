import { useCallback, useEffect, useRef } from 'react';

import { afterPress } from '../../../ui/after-press.ts';
import type { FieldFault } from '../../../ui/form/field-faults.ts';
import { type PolicyPath, toPath } from './field-paths.ts';

/**
 * Judges again what is marked as wrong, a moment after the last change: one parse of hundreds of trustpoints between two
 * keys would be felt. What the server refused is asked again only where it was changed.
 */
export function useRecheck(faults: readonly FieldFault[], trigger: (names: PolicyPath[]) => Promise<boolean>) {
  const known = useRef(faults);
  const changed = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    known.current = faults;
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback(
    (name: PolicyPath) => {
      // What was typed before the server refused it must not clear its refusal.
      if (known.current.some((fault) => fault.source === 'server' && toPath(fault.pointer) === name))
        changed.current.add(name);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const wrong = known.current
          .map(({ pointer, source }) => ({ name: toPath(pointer), source }))
          .filter((fault) => fault.source === 'schema' || changed.current.has(fault.name));
        changed.current.clear();
        if (wrong.length > 0) afterPress(() => void trigger(wrong.map((fault) => fault.name)));
      }, PAUSE_MILLISECONDS);
    },
    [trigger],
  );
}

const PAUSE_MILLISECONDS = 120;
