import type { Overview, Trustpoint, TrustpointSummary } from '@crypto-cmp/api';

/** Days from now, so that states and bars fit the clock of the test. */
export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

export function exampleTrustpointSummary(change: Partial<TrustpointSummary> = {}): TrustpointSummary {
  return {
    id: 'ap-7',
    name: 'ap-7-eap',
    policy: { id: 'branch', name: 'branch-aps' },
    subjectName: 'CN=ap-7,O=Example Rail',
    state: 'valid',
    needsYou: false,
    certificate: {
      subject: 'CN=ap-7,O=Example Rail',
      issuer: 'CN=Example Rail Network CA 2',
      serialNumber: '4f0d2c9a',
      notBefore: inDays(-80),
      notAfter: inDays(40),
      sha256: 'c08c68cc'.repeat(8),
    },
    revokedAt: null,
    renewal: { startsAt: inDays(26), overdueAt: inDays(33), leadTimeTooLong: false, nextTryAt: inDays(26) },
    lastFailure: null,
    runningEnrollment: null,
    ...change,
  };
}

/** A trustpoint that never held a certificate. */
export const emptyTrustpoint = (change: Partial<TrustpointSummary> = {}): TrustpointSummary =>
  exampleTrustpointSummary({ state: 'empty', certificate: null, renewal: null, ...change });

export function exampleTrustpoint(change: Partial<Trustpoint> = {}): Trustpoint {
  const summary = exampleTrustpointSummary(change);
  return {
    ...summary,
    referenceId: { format: 'number', value: 7 },
    secret: { isSet: true, setAt: inDays(-80) },
    senderName: 'CN=ap-7',
    recipientName: '',
    subjectAltNames: [{ type: 'fqdn', value: 'ap-7.example.net' }],
    chain: null,
    keyMadeHere: true,
    usedBy: [],
    history: [],
    historyTotal: 0,
    ...change,
    certificate:
      change.certificate ??
      (summary.certificate && {
        ...summary.certificate,
        subjectAltNames: [{ type: 'fqdn', value: 'ap-7.example.net' }],
        key: 'EC P-256',
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: ['clientAuth'],
      }),
  };
}

export const exampleCounts = (change: Partial<Overview['trustpoints']> = {}): Overview['trustpoints'] => ({
  all: 0,
  needsYou: 0,
  empty: 0,
  valid: 0,
  'renewal-due': 0,
  overdue: 0,
  expired: 0,
  revoked: 0,
  ...change,
});

export function exampleServer(change: Partial<Overview['servers'][number]> = {}): Overview['servers'][number] {
  return {
    server: { host: 'ca1.pki.example.net', port: 8080, transport: 'http' },
    primaryOf: 1,
    secondaryOf: 0,
    isLabCa: false,
    lastContact: { answers: true, at: inDays(0), since: inDays(-3), durationMs: 38, problem: null },
    circuit: { state: 'closed', openSince: null, openUntil: null, failures: 0 },
    running: 0,
    waiting: 0,
    limits: { concurrency: 4, startsPerMinute: 60 },
    ...change,
  };
}

export function exampleOverview(change: Partial<Overview> = {}): Overview {
  return {
    countedAt: inDays(0),
    policyCount: 0,
    trustpoints: exampleCounts(),
    runningEnrollmentCount: 0,
    needsYou: [],
    expiry: { weeks: [], busiestDay: null },
    servers: [],
    latestEnrollments: [],
    enrollmentsToday: 0,
    nextRenewal: null,
    ...change,
  };
}
