/** So many exchanges in a row without an answer, of whatever enrollments, and a server counts as down. */
export const FAILURES_TO_OPEN = 5;

/**
 * How long a circuit stays open: longer each time that it is opened again without an answer in between, with up to a
 * quarter more by chance, so that those who wait for several servers of one site do not come back together.
 */
export function openMilliseconds(openings: number, random: number): number {
  const time = Math.min(FIRST_OPEN_MS * 2 ** Math.min(openings - 1, 10), LONGEST_OPEN_MS);
  return Math.round(time * (1 + random / 4));
}

const FIRST_OPEN_MS = 30_000;
const LONGEST_OPEN_MS = 30 * 60_000;
/** With all of the chance. */
export const MOST_OPEN_MS = LONGEST_OPEN_MS * 1.25;
