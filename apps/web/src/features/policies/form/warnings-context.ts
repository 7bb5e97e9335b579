import type { PolicyWarning } from '@crypto-cmp/policy';
import { createContext, useContext } from 'react';

/** What is said against the policy as it stands in the form. */
export const WarningsContext = createContext<readonly PolicyWarning[]>([]);

/** What is said against one field. */
export function useWarning(pointer: string): string | undefined {
  return useContext(WarningsContext).find((warning) => warning.pointer === pointer)?.message;
}
