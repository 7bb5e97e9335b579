/** The times in the life of a certificate at which its trustpoint's state changes by itself. */
export interface Lifetime {
  readonly renewalStartsAt: Date;
  /** Half of the renewal window is over, and the certificate is still the old one. */
  readonly overdueAt: Date;
  readonly expiresAt: Date;
  /**
   * True when the lead time is not shorter than the certificate's whole life. Renewal would then begin at once, and with
   * each new certificate again; so it begins at two thirds of the life.
   */
  readonly leadTimeTooLong: boolean;
}

export interface ValidityPeriod {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * Computes when renewal starts, becomes overdue, and when it is too late.
 *
 * @param leadDays the policy's Certificate Renewal Timeout, in days of 24 hours
 */
export function computeLifetime({ notBefore, notAfter }: ValidityPeriod, leadDays: number): Lifetime {
  const begin = notBefore.getTime();
  const end = notAfter.getTime();
  const life = Math.max(0, end - begin);
  const lead = leadDays * DAY;
  const leadTimeTooLong = lead >= life;
  const renewalStart = leadTimeTooLong ? begin + Math.floor((life * 2) / 3) : end - lead;
  return {
    renewalStartsAt: new Date(renewalStart),
    overdueAt: new Date(renewalStart + Math.floor((end - renewalStart) / 2)),
    expiresAt: notAfter,
    leadTimeTooLong,
  };
}

/** What to tell an administrator whose lead time is not shorter than the certificate's life. */
export function describeLeadTimeTooLong({ notBefore, notAfter }: ValidityPeriod, leadDays: number): string {
  const days = Math.floor((notAfter.getTime() - notBefore.getTime()) / DAY);
  const life = days < 1 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`;
  const lead = leadDays === 1 ? '1 day' : `${leadDays} days`;
  return `The certificate lives ${life}, the Certificate Renewal Timeout is ${lead}. Renewal starts at two thirds of the life instead`;
}

const DAY = 86_400_000;
