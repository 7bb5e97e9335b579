import type { AlertNotice } from './alert-notice.ts';
import { minute } from './describe-alert.ts';

/** A message as a plain text e-mail. There is no HTML in it: names that a CA has chosen cannot become markup. */
export function writeEmail(notice: AlertNotice): { readonly subject: string; readonly text: string } {
  const { event, alert, affected, repeatsAt, subject } = notice;
  const parts =
    event === 'ended' ? endedParts(notice) : [alert.title + '.', alert.detail, section('What to do', alert.fix)];
  const text = [
    ...parts,
    event === 'ended' ? '' : listAffected(affected, event, Date.parse(notice.createdAt)),
    alert.url === null ? '' : section('In the console', alert.url),
    event === 'ended' || event === 'test' ? '' : footer(alert.beganAt, repeatsAt),
  ].filter((part) => part !== '');
  return { subject, text: `${text.join('\n\n')}\n` };
}

function endedParts({ alert, affected, createdAt }: AlertNotice): string[] {
  const now = Date.parse(createdAt);
  const until = alert.endedAt === null ? '' : ` to ${minute(Date.parse(alert.endedAt))}`;
  return [
    `${END_WORDS[alert.endReason ?? 'cured']} This is over, and nothing needs to be done: ${alert.title}.`,
    `It lasted from ${minute(Date.parse(alert.beganAt))}${until}.`,
    affected.first.length === 0 ? '' : section(`It was about: ${affected.count}`, names(affected, now)),
  ];
}

function listAffected(affected: AlertNotice['affected'], event: AlertNotice['event'], now: number): string {
  if (affected.first.length === 0) return '';
  const news = event === 'grew' && affected.newCount < affected.count ? `, ${affected.newCount} of them new` : '';
  return section(`Affected: ${affected.count}${news}`, names(affected, now));
}

function names({ first, count }: AlertNotice['affected'], now: number): string {
  const lines = first.map(({ trustpoint, policy, certificateExpiresAt, nextTryAt }) => {
    const expires =
      certificateExpiresAt === null ? '' : `; its certificate ${expiry(Date.parse(certificateExpiresAt), now)}`;
    const next = nextTryAt === null ? '' : `; next try ${minute(Date.parse(nextTryAt))}`;
    return `- ${trustpoint} (policy ${policy})${expires}${next}`;
  });
  const more = count - first.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

function expiry(at: number, now: number): string {
  return `${at < now ? 'expired' : 'expires'} ${minute(at)}`;
}

function footer(beganAt: string, repeatsAt: string | null): string {
  const since = `Since ${minute(Date.parse(beganAt))}.`;
  if (repeatsAt === null) return `${since} This is not repeated.`;
  return `${since} Told again at ${minute(Date.parse(repeatsAt))}, unless it is over or somebody acknowledges it in the console.`;
}

function section(title: string, text: string): string {
  return text === '' ? '' : `${title}\n${text}`;
}

const END_WORDS = {
  cured: 'The cause is gone.',
  replaced: 'It went on as another alert.',
  removed: 'What it was about was removed.',
  revoked: 'The certificate was revoked.',
  'rule-off': 'Its rule was switched off.',
} as const;
