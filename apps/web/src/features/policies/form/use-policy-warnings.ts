import type { PolicyTrustpoint } from '@crypto-cmp/api';
import type { PolicyWarning } from '@crypto-cmp/policy';
import { useEffect, useState } from 'react';

import type { PolicyForm } from './policy-form.ts';

/** What is said against the form, a moment after the last change; an empty form is left in peace. */
export function usePolicyWarnings(form: PolicyForm, stored: readonly PolicyTrustpoint[]): readonly PolicyWarning[] {
  const [warnings, setWarnings] = useState<readonly PolicyWarning[]>(NONE);
  const isBegun = form.servers.some(({ host }) => host !== '');

  useEffect(() => {
    if (!isBegun) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      import('./lint-form.ts')
        .then(({ lintForm }) => isCurrent && setWarnings(lintForm(form, stored, new Date())))
        // Without it the form works all the same, and the server says the same after a save.
        .catch(() => undefined);
    }, PAUSE_MILLISECONDS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [form, stored, isBegun]);

  return isBegun ? warnings : NONE;
}

const NONE: readonly PolicyWarning[] = [];
const PAUSE_MILLISECONDS = 300;
