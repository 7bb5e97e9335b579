import { nextOpening, type Opening, type RenewalWindow } from '@crypto-cmp/policy';

import { stableFraction } from './stable-fraction.ts';

/** What the time of a renewal follows from. */
export interface RenewalFacts {
  readonly trustpointId: string;
  /** The certificate may be renewed from here on; milliseconds since 1970, like all times here. */
  readonly renewFrom: number;
  readonly overdueFrom: number;
  /** Null: at any time. */
  readonly window: RenewalWindow | null;
}

/**
 * When a certificate's renewal is tried first. Without a window: inside the first quarter of the time until it is
 * overdue, at most a day after that time begins. With one: inside the first opening. Certificates that were issued
 * together are thus not renewed together. The place within that span is the trustpoint's own, so that looking again
 * never moves it.
 */
export function firstRenewalAt(facts: RenewalFacts): number {
  const { trustpointId, renewFrom, overdueFrom } = facts;
  const opening = openingFrom(facts, renewFrom);
  if (opening !== undefined) return placeWithin(opening, trustpointId);
  const span = Math.min((overdueFrom - renewFrom) / 4, DAY_MS);
  return renewFrom + Math.floor(span * stableFraction(trustpointId));
}

/**
 * When it is tried after its policy was saved. After a failure at once, for whoever saves a policy has most likely mended
 * what was wrong. Where a longer lead time has made many due in one go, within an hour, each at its own place.
 */
export function plannedRenewalAt(facts: RenewalFacts, hasFailed: boolean, now: number): number {
  const first = firstRenewalAt(facts);
  if (facts.renewFrom > now) return first;
  if (hasFailed || now >= facts.overdueFrom) return admit(facts, now);
  if (first > now) return first;
  const span = Math.min((facts.overdueFrom - now) / 4, HOUR_MS);
  return admit(facts, now + Math.floor(span * stableFraction(facts.trustpointId)));
}

/**
 * When a failed renewal is tried again by itself: soon, then ever later. Where a person must act, once a day all the
 * same, since it may be the CA's operators who do.
 *
 * @param failures how many in a row, this one included
 */
export function nextRenewalAt(facts: RenewalFacts, failures: number, retryCanCure: boolean, now: number): number {
  const delay = retryCanCure ? (RETRY_DELAYS_MS[failures - 1] ?? LONGEST_DELAY_MS) : DAY_MS;
  // Up to a quarter later, so that those who failed together do not come back together.
  const jitter = 1 + stableFraction(`${facts.trustpointId} ${failures}`) / 4;
  return admit(facts, now + Math.floor(delay * jitter));
}

/**
 * When a renewal may be tried that would be tried at `at`: then, or in the next opening of the window. It waits only for
 * an opening before the certificate is overdue. From there on, and where there is none, nothing is waited for: a
 * certificate that expires is worse than one that is renewed in working hours.
 */
export function admit(facts: RenewalFacts, at: number): number {
  const opening = openingFrom(facts, at);
  return opening === undefined || opening.from <= at ? at : placeWithin(opening, facts.trustpointId);
}

/** What is left of the window's opening at a time, or else the next one; none that begins when it is overdue. */
function openingFrom({ window, overdueFrom }: RenewalFacts, at: number): Opening | undefined {
  if (window === null || at >= overdueFrom) return undefined;
  const { from, to } = nextOpening(window, at);
  return from < overdueFrom ? { from: Math.max(from, at), to: Math.min(to, overdueFrom) } : undefined;
}

/** In its first three quarters, so that a try that fails has another one before the window closes. */
function placeWithin({ from, to }: Opening, trustpointId: string): number {
  const span = Math.min((to - from) * 0.75, DAY_MS);
  return from + Math.floor(span * stableFraction(trustpointId));
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RETRY_DELAYS_MS = [5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS];
const LONGEST_DELAY_MS = 4 * HOUR_MS;
