import type { AlertMessageEvent } from '@crypto-cmp/api';

import { toInstant, toInstantOrNull } from '../../instant.ts';
import type { AlertFacts } from '../conditions/newcomer.ts';
import type { AlertRead } from './read-alert.ts';
import type { AlertNotice } from './alert-notice.ts';
import { plainText } from './plain-text.ts';
import type { Affected } from './read-affected.ts';

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
