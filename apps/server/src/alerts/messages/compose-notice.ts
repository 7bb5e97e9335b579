import type { AlertMessageEvent } from '@crypto-cmp/api';

import { toInstant, toInstantOrNull } from '../../instant.ts';
import type { AlertFacts } from '../conditions/newcomer.ts';
import type { AlertRead } from './read-alert.ts';
import type { AlertNotice } from './alert-notice.ts';
import { plainText } from './plain-text.ts';
import type { Affected } from './read-affected.ts';

/** What several alerts of a kind have to say together, beside the one that affects most. */
export interface Together {
  readonly alertCount: number;
  /** How many trustpoints all of them are about. */
  readonly memberCount: number;
  /** The titles of the first ones. */
  readonly titles: readonly string[];
}

/** A message about many alerts that are due at once: one storm is one message. */
export function composeTogether(
  lead: AlertRead,
  affected: Affected,
  { alertCount, memberCount, titles }: Together,
  options: NoticeOptions,
): AlertNotice {
  const { texts } = lead;
  const title = titleOfMany(texts.kind, alertCount, memberCount);
  const ofTrustpoints = texts.kind !== 'ca-server-down' && texts.kind !== 'ca-certificate-expiring';
  const detail = `There are ${alertCount} causes, one alert each. The first of them: ${titles.join('; ')}.`;
  const count = ofTrustpoints ? memberCount : affected.count;
  const together = { ...lead, texts: { ...texts, title, detail: plainText(detail, 1200) } };
  const notice = composeNotice(together, { ...affected, count, newCount: count }, options);
  const url = options.publicUrl === undefined ? null : `${options.publicUrl}${PATHS[texts.kind]}`;
  return { ...notice, subject: `${PREFIXES[options.event]}${title}`, alertCount, alert: { ...notice.alert, url } };
}

function titleOfMany(kind: AlertRead['texts']['kind'], alerts: number, members: number): string {
  switch (kind) {
    case 'enrollment-failed':
      return `${members} enrollments failed, for ${alerts} causes`;
    case 'renewal-overdue':
      return `${members} renewals are overdue at ${alerts} CA servers`;
    case 'certificate-expiring':
      return `${members} certificates expire soon, at ${alerts} CA servers`;
    case 'certificate-expired':
      return `${members} certificates have expired, at ${alerts} CA servers`;
    case 'ca-server-down':
      return `${alerts} CA servers do not answer`;
    case 'ca-certificate-expiring':
      return `${alerts} CA certificates expire soon or have expired`;
  }
}

export interface NoticeOptions {
  readonly id: string;
  readonly event: Exclude<AlertMessageEvent, 'test'>;
  readonly now: number;
  readonly publicUrl: string | undefined;
  readonly repeatsAt: number | null;
}

/** A message about an alert, for every kind of channel. */
export function composeNotice(
  { alert, facts, texts }: AlertRead,
  affected: Affected,
  { id, event, now, publicUrl, repeatsAt }: NoticeOptions,
): AlertNotice {
  const link = (path: string) => (publicUrl === undefined ? null : `${publicUrl}${path}`);
  const [only] = affected.first;
  return {
    version: 1,
    id,
    event,
    createdAt: toInstant(now),
    subject: subjectOf(event, texts.title, facts),
    alertCount: 1,
    alert: {
      id: alert.id,
      kind: texts.kind,
      severity: texts.severity,
      title: texts.title,
      detail: texts.detail,
      fix: texts.fix,
      beganAt: toInstant(alert.beganAt),
      endedAt: toInstantOrNull(alert.endedAt),
      endReason: texts.endReason,
      url: link(affected.count === 1 && only !== undefined ? pathOf(only) : PATHS[texts.kind]),
    },
    affected: {
      count: affected.count,
      newCount: affected.newCount,
      first: affected.first.slice(0, MOST_NAMED).map((row) => ({
        trustpoint: plainText(row.name),
        policy: plainText(row.policyName ?? ''),
        certificateExpiresAt: toInstantOrNull(row.validUntil),
        nextTryAt: row.renewAt === null || event === 'ended' ? null : toInstant(Math.max(row.renewAt, now)),
        url: link(pathOf(row)),
      })),
    },
    repeatsAt: toInstantOrNull(repeatsAt),
  };
}

function subjectOf(event: NoticeOptions['event'], title: string, facts: AlertFacts): string {
  if (event === 'ended' && facts.type === 'server' && facts.since !== undefined) {
    return plainText(`CA server ${facts.server} answers again`);
  }
  return `${PREFIXES[event]}${title}`;
}

function pathOf({ member, enrollmentId }: Affected['first'][number]): string {
  return enrollmentId === null ? `/trustpoints/${member}` : `/enrollments/${enrollmentId}`;
}

/** How many of the affected a message names. */
export const MOST_NAMED = 10;

const PREFIXES = { began: '', grew: 'More: ', repeated: 'Still: ', ended: 'Over: ' } as const;

const PATHS = {
  'enrollment-failed': '/enrollments?state=failed',
  'renewal-overdue': '/trustpoints?state=overdue',
  'certificate-expiring': '/trustpoints',
  'certificate-expired': '/trustpoints?state=expired',
  'ca-server-down': '/',
  'ca-certificate-expiring': '/policies',
} as const;
