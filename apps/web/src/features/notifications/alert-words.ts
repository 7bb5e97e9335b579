import type { AlertKind, AlertRuleDraft } from '@crypto-cmp/policy';

/** What each kind of alert is called, and when it begins. */
export const ALERT_WORDS: Record<AlertKind, { title: string; about: string }> = {
  'enrollment-failed': {
    title: 'Enrollment failed',
    about: 'An enrollment or a renewal ended as failed, whoever started it.',
  },
  'renewal-overdue': {
    title: 'Renewal overdue',
    about: 'A certificate should be renewed by now, and is not.',
  },
  'certificate-expiring': { title: 'Certificate expires soon', about: 'And its renewal is overdue or has failed.' },
  'certificate-expired': { title: 'Certificate expired', about: 'What uses it does not work any more.' },
  'ca-server-down': {
    title: 'CMP server does not answer',
    about: 'Neither enrollments nor renewals get through to it.',
  },
  'ca-certificate-expiring': {
    title: 'CA certificate expires soon',
    about: 'A trust anchor, or the CA that issued a certificate in use.',
  },
};

/** "7 days before", "after 10 minutes"; undefined where nothing is to be set. */
export function describeParameter(rule: AlertRuleDraft): string | undefined {
  switch (rule.kind) {
    case 'certificate-expiring':
    case 'ca-certificate-expiring':
      return `${count(rule.days, 'day')} before`;
    case 'ca-server-down':
      return `after ${describeMinutes(rule.minutes)}`;
    default:
      return undefined;
  }
}

/** "Once, and its end", "Every 4 h, at most 6 repeats" */
export function describeRepeat({ repeat, notifyEnd }: Pick<AlertRuleDraft, 'repeat' | 'notifyEnd'>): string {
  const end = notifyEnd ? ', and its end' : '';
  if (repeat === null) return `Once${end}`;
  const pace = repeat.everyMinutes === 1440 ? 'day' : describeMinutes(repeat.everyMinutes);
  return `Every ${pace}, at most ${count(repeat.times, 'repeat')}${end}`;
}

/** "30 min", "4 h", "1 day" */
export function describeMinutes(minutes: number): string {
  if (minutes % 1440 === 0) return count(minutes / 1440, 'day');
  if (minutes % 60 === 0) return `${minutes / 60} h`;
  return `${minutes} min`;
}

const count = (amount: number, word: string) => `${amount} ${word}${amount === 1 ? '' : 's'}`;
