import { formatDistance, formatTimeWithSeconds } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';

/** "Checked at 11:52:04 UTC, 12 seconds ago." */
export function CheckedAt({ at }: { at: string }) {
  const now = useNow('second');
  return (
    <>
      Checked at {formatTimeWithSeconds(at)} UTC, {formatDistance(at, Math.max(now, Date.parse(at) + 1))}.
    </>
  );
}
