import type { Alert } from '@crypto-cmp/api';

import type { AlertFacts } from '../conditions/newcomer.ts';
import { plainText } from './plain-text.ts';

/** What the texts of an alert depend on. */
export interface DescribedAlert {
  readonly kind: Alert['kind'];
  readonly facts: AlertFacts;
  /** How many trustpoints it is about; for a server or a CA certificate, how many depend on it. */
  readonly count: number;
  /** The name of the only one, or of the first. */
  readonly name: string;
  /** When the first of their certificates expires. */
  readonly earliestExpiry: number | null;
  readonly now: number;
}

export type AlertTexts = Pick<Alert, 'severity' | 'title' | 'detail' | 'fix'>;

/** An alert in words: the news in one line, what happened, and what to do about it. */
export function describeAlert(alert: DescribedAlert): AlertTexts {
  const { severity, title, detail, fix } = describe(alert);
  return { severity, title: plainText(title, 200), detail: plainText(detail, 600), fix: plainText(fix, 400) };
}

function describe(alert: DescribedAlert): AlertTexts {
  switch (alert.kind) {
    case 'enrollment-failed':
      return describeFailure(alert);
    case 'renewal-overdue':
      return {
        severity: 'warning',
        title:
          alert.count === 1 ? `Renewal of ${alert.name} is overdue` : `${alert.count} renewals are overdue${at(alert)}`,
        detail: `Half of the renewal window is over without a new certificate.${stillValid(alert)}`,
        fix: 'Open the trustpoint: its last failure says why. Put that right, or renew by hand.',
      };
    case 'certificate-expiring': {
      const when = alert.earliestExpiry === null ? 'soon' : `on ${day(alert.earliestExpiry)}, ${distance(alert)}`;
      return {
        severity: 'warning',
        title:
          alert.count === 1
            ? `The certificate of ${alert.name} expires ${when}`
            : `${alert.count} certificates expire soon${at(alert)}, the first ${when}`,
        detail: 'It should have been renewed by now. Whatever uses it stops working when it expires.',
        fix: 'Renew it now. If that fails, the enrollment’s page says what to do.',
      };
    }
    case 'certificate-expired':
      return {
        severity: 'critical',
        title:
          alert.count === 1
            ? `The certificate of ${alert.name} has expired`
            : `${alert.count} certificates have expired${at(alert)}`,
        detail: `${expiredAt(alert)}Whatever uses ${alert.count === 1 ? 'it' : 'them'} has stopped working. No CA renews an expired certificate.`,
        fix: 'Enroll again with a Secret from the CA’s operators.',
      };
    case 'ca-server-down':
      return describeServer(alert);
    case 'ca-certificate-expiring':
      return describeCaCertificate(alert);
  }
}

function describeFailure(alert: DescribedAlert): AlertTexts {
  const { facts, count, name } = alert;
  const failure = facts.type === 'failure' ? facts : undefined;
  const what = failure === undefined ? '' : `: ${failure.title}`;
  return {
    severity: 'warning',
    title:
      count === 1
        ? `Enrollment of ${name} failed${what}`
        : `${count} enrollments failed${failure === undefined || failure.server === null ? '' : ` at ${failure.server}`}${what}`,
    detail: `${failure?.cause ?? ''}${stillValid(alert)}`,
    fix: failure?.fix ?? '',
  };
}

function describeServer({ facts, count }: DescribedAlert): AlertTexts {
  const server = facts.type === 'server' ? facts : undefined;
  const since = server?.since === undefined ? '' : ` since ${minute(server.since)}`;
  const reason = server?.problem === undefined || server.problem === null ? '' : `${sentence(server.problem)} `;
  return {
    severity: 'critical',
    title: `CA server ${server?.server ?? ''} ${since === '' ? 'does not answer' : `has not answered${since}`}`,
    detail: `${reason}${count === 1 ? '1 trustpoint is' : `${count} trustpoints are`} renewed there; certificates in use stay valid until they expire.`,
    fix: 'Ask the CA’s operators whether the server runs. Test the connection from the policy: it says which layer breaks.',
  };
}

function describeCaCertificate({ facts, count, now }: DescribedAlert): AlertTexts {
  if (facts.type !== 'ca-certificate') throw new TypeError('expected the facts of a CA certificate');
  const isOver = facts.notAfter < now;
  const name = plainText(facts.subject, 80);
  return {
    severity: isOver ? 'critical' : 'warning',
    title: isOver
      ? `CA certificate ${name} expired on ${day(facts.notAfter)}`
      : `CA certificate ${name} expires on ${day(facts.notAfter)}, ${days(facts.notAfter - now)}`,
    detail: `${count === 1 ? '1 trustpoint depends' : `${count} trustpoints depend`} on it. Without it no answer of this CA is trusted, and certificates below it stop being accepted. Its SHA-256 fingerprint is ${facts.sha256}.`,
    fix: 'Ask the CA’s operators for its successor, compare the fingerprint, and add it to the trust anchors.',
  };
}

function at({ facts }: DescribedAlert): string {
  return facts.type === 'server' ? ` at ${facts.server}` : '';
}

function stillValid({ earliestExpiry, count, now }: Pick<DescribedAlert, 'earliestExpiry' | 'count' | 'now'>): string {
  if (earliestExpiry === null || earliestExpiry < now) return '';
  const which = count === 1 ? 'The certificate in use stays' : 'The certificates in use stay';
  return ` ${which} valid until ${minute(earliestExpiry)}${count === 1 ? '' : ' at the earliest'}.`;
}

function expiredAt({ earliestExpiry, count, now }: DescribedAlert): string {
  if (earliestExpiry === null || earliestExpiry > now) return '';
  return `${count === 1 ? 'It' : 'The first of them'} expired on ${minute(earliestExpiry)}. `;
}

function distance({ earliestExpiry, now }: DescribedAlert): string {
  return earliestExpiry === null ? '' : days(earliestExpiry - now);
}

function days(milliseconds: number): string {
  const whole = Math.floor(milliseconds / DAY_MS);
  return whole < 1 ? 'in less than a day' : whole === 1 ? 'in 1 day' : `in ${whole} days`;
}

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** Such as `2026-11-20 02:03 UTC`. */
export function minute(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function sentence(text: string): string {
  const start = text.slice(0, 1).toUpperCase();
  return `${start}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

const DAY_MS = 86_400_000;
