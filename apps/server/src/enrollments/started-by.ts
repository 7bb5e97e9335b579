import type { Actor } from '@crypto-cmp/api';

/** Who started an enrollment, as it is stored. */
export function toActorKind(stored: string): Actor['kind'] {
  return stored === 'scheduler' ? 'scheduler' : 'administrator';
}
