import type { PolicyTrustpoint } from '@crypto-cmp/api';

/** Warns of certificates whose whole life is not longer than the lead time that stands in the form. */
export function findShortLives(trustpoints: readonly PolicyTrustpoint[], leadDays: string): string | undefined {
  const lead = Number(leadDays) * DAY;
  if (!(lead > 0)) return undefined;
  const short = trustpoints.filter(
    ({ notBefore, notAfter }) =>
      notBefore !== null && notAfter !== null && Date.parse(notAfter) - Date.parse(notBefore) <= lead,
  );
  const [first] = short;
  if (first === undefined) return undefined;
  const whose =
    short.length === 1 ? `The certificate of ${first.name} lives` : `${short.length} certificates of this policy live`;
  return `${whose} no longer than this lead time. Renewal starts at two thirds of the life instead.`;
}

const DAY = 86_400_000;
