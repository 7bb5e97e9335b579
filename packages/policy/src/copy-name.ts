import { countCodePoints } from './count-code-points.ts';
import type { Limit } from './limits.ts';
import { nameKey } from './name-key.ts';

/**
 * A name for the copy of something: `ap-7-eap-copy`, then `ap-7-eap-copy-2` and so on until it is free, the original cut
 * so that the whole stays within the limit.
 *
 * @param isTaken asked with {@link nameKey} of each candidate
 */
export function copyName(original: string, limit: Limit, isTaken: (key: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '-copy' : `-copy-${number}`;
    const room = limit.max - countCodePoints(suffix);
    const candidate = `${Array.from(original).slice(0, room).join('').trimEnd()}${suffix}`;
    if (!isTaken(nameKey(candidate))) return candidate;
  }
}
