/** What an administrator can be told of. */
export const ALERT_KINDS = [
  'enrollment-failed',
  'renewal-overdue',
  'certificate-expiring',
  'certificate-expired',
  'ca-server-down',
  'ca-certificate-expiring',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];
