import type { Alert, AlertChannel, AlertDelivery, AlertRule, AlertRules } from '@crypto-cmp/api';

import { onePage } from './fake-api.ts';

const AT = '2026-11-23T11:49:00.000Z';

export function exampleAlert(change: Partial<Alert> = {}): Alert {
  return {
    id: 'alert-1',
    kind: 'ca-server-down',
    state: 'open',
    severity: 'critical',
    title: 'ca1.pki.example.net:8080 does not answer',
    detail: 'It refuses the connection. 4 policies ask it first.',
    fix: 'Ask its operators, or name another server in these policies.',
    subject: { type: 'server', transport: 'http', host: 'ca1.pki.example.net', port: 8080 },
    affected: { count: 4, first: [] },
    beganAt: AT,
    endedAt: null,
    endReason: null,
    acknowledgedAt: null,
    timesNotified: 1,
    lastNotifiedAt: AT,
    nextNotificationAt: null,
    ...change,
  };
}

export const alertPage = (...alerts: readonly Alert[]) => {
  const open = alerts.filter(({ state }) => state === 'open');
  const unread = open.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  return onePage(alerts, { counts: { open: open.length, unread: unread.length } });
};

export function exampleRules(...changes: readonly Partial<AlertRule>[]): AlertRules {
  const shared = { enabled: true, channels: { mode: 'all' }, repeat: null, notifyEnd: true, updatedAt: null } as const;
  const items: AlertRule[] = [
    { kind: 'enrollment-failed', ...shared },
    { kind: 'certificate-expiring', days: 7, ...shared, repeat: { everyMinutes: 1440, times: 3 } },
    { kind: 'ca-server-down', minutes: 10, ...shared },
  ];
  const changed = items.map((rule) => {
    const change = changes.find(({ kind }) => kind === rule.kind);
    // A change of the same kind has the fields of that kind.
    return change === undefined ? rule : ({ ...rule, ...change } as AlertRule);
  });
  return { items: changed, publicUrl: 'https://console.example.net' };
}

const channel = {
  version: 2,
  createdAt: AT,
  updatedAt: AT,
  enabled: true,
  trustAnchors: [],
  usedBy: ['ca-server-down'],
  lastDelivery: null,
  pendingCount: 0,
} satisfies Partial<AlertChannel>;

export const emailChannel: AlertChannel = {
  ...channel,
  id: 'mail',
  type: 'email',
  name: 'operators',
  host: 'mail.example.net',
  port: 587,
  security: 'starttls',
  user: 'console',
  password: { isSet: true, setAt: AT },
  from: 'console@example.net',
  to: ['operators@example.net'],
};

export const webhookChannel: AlertChannel = {
  ...channel,
  id: 'hook',
  type: 'webhook',
  name: 'chat',
  url: 'https://hooks.example.net/cmp',
  secret: { isSet: true, setAt: AT },
};

export function exampleDelivery(change: Partial<AlertDelivery> = {}): AlertDelivery {
  return {
    id: 'delivery-1',
    alertId: 'alert-1',
    kind: 'ca-server-down',
    event: 'began',
    subject: 'ca1.pki.example.net:8080 does not answer',
    channel: { id: 'mail', name: 'operators', type: 'email' },
    state: 'delivered',
    createdAt: AT,
    tries: 1,
    lastTryAt: AT,
    nextTryAt: null,
    endedAt: AT,
    problem: null,
    ...change,
  };
}
