import type { Lab } from '../lab.ts';
import { Refusal } from '../refusal.ts';
import type { CertificateWish } from './certificate-wish.ts';

export interface PlannedValidity {
  /** Whole seconds. */
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly modifications: readonly string[];
}

/**
 * As long as wished, otherwise the usual time, and never longer than the CA's own.
 *
 * @throws Refusal
 */
export function planValidity(wish: CertificateWish, { authority, clock, lifetimeSeconds }: Lab): PlannedValidity {
  const issuer = authority.issuing.certificate;
  const now = clock();
  const modifications: string[] = [];
  const wishedStart = wish.notBefore ?? new Date(now.getTime() - COARSE_CLOCK_MS);
  const notBefore = wishedStart < issuer.notBefore ? now : wishedStart;
  if (notBefore !== wishedStart) modifications.push('it begins later, since the CA did not exist yet');
  const wishedEnd = wish.notAfter ?? new Date(notBefore.getTime() + lifetimeSeconds * 1000);
  const notAfter = wishedEnd > issuer.notAfter ? issuer.notAfter : wishedEnd;
  // Without a wish there is nothing that it could differ from.
  if (wish.notAfter !== undefined && notAfter !== wishedEnd) modifications.push('it ends with the CA itself');
  if (notAfter <= notBefore) throw new Refusal('badCertTemplate', 'the validity ends before it begins');
  if (notAfter <= now) throw new Refusal('badCertTemplate', 'the validity would be over already');
  return { notBefore: wholeSeconds(notBefore), notAfter: wholeSeconds(notAfter), modifications };
}

function wholeSeconds(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

/** Some clocks tick more coarsely than ours: for OpenSSL a certificate of this very moment may begin in the future. */
const COARSE_CLOCK_MS = 1000;
