import type { CheckResult, CmpServer, Enrollment, EnrollmentMessage, Failure } from '@crypto-cmp/api';

export const PRIMARY: CmpServer = {
  role: 'primary',
  host: 'ca1.pki.example.net',
  port: 8080,
  path: '/cmp',
  transport: 'http',
};
export const SECONDARY: CmpServer = { ...PRIMARY, role: 'secondary', host: 'ca2.pki.example.net' };

export const AT = '2026-11-23T11:51:40.212Z';

export const check = (name: string, verdict: CheckResult['verdict'] = 'passed', detail = ''): CheckResult => ({
  name,
  title: name,
  verdict,
  detail,
});

/** A message; `n` counts from 1, an odd one is sent. */
export function exampleMessage(
  n: number,
  bodyType: string,
  change: Partial<EnrollmentMessage> = {},
): EnrollmentMessage {
  const direction = n % 2 === 1 ? 'sent' : 'received';
  return {
    n,
    direction,
    bodyType,
    at: AT,
    octets: 500 + n,
    server: PRIMARY,
    summary: direction === 'sent' ? 'a request' : 'an answer',
    protection: 'HMAC-SHA-256',
    tries: 1,
    triesDurationMs: 0,
    problem: null,
    checks: direction === 'sent' ? [] : [check('pvno'), check('recipNonce'), check('signature', 'not-applicable')],
    ...change,
  };
}

export function exampleEnrollment(change: Partial<Enrollment> = {}): Enrollment {
  return {
    id: 'run-1',
    state: 'requesting',
    operation: 'enroll',
    isFirst: true,
    requestType: 'ir',
    trustpoint: { id: 'ap-58', name: 'ap-58-eap' },
    policy: { id: 'branch', name: 'branch-aps' },
    server: PRIMARY,
    startedBy: { kind: 'administrator', name: null },
    createdAt: AT,
    endedAt: null,
    nextStepAt: null,
    holdUp: null,
    nextTry: null,
    failure: null,
    steps: [{ state: 'requesting', startedAt: AT, endedAt: null }],
    transactionID: 'a485fd114af7b0dceb2f5e36eecb8e48',
    subjectName: 'CN=ap-58',
    senderName: 'CN=ap-58',
    referenceId: '58',
    protection: { sent: 'mac', received: null },
    servers: [PRIMARY, SECONDARY],
    failover: null,
    fallback: null,
    awaited: null,
    waitingReason: [],
    replaces: null,
    received: null,
    comparison: [],
    messages: [],
    failureStreak: null,
    nextTryAt: null,
    canCancel: true,
    ...change,
  };
}

export function exampleFailure(change: Partial<Failure> = {}): Failure {
  return {
    kind: 'peer-rejected',
    code: 'rejected',
    message: 'rejected',
    claim: null,
    certificateMayExist: false,
    rejection: null,
    retryCanCure: false,
    explanation: {
      cause: 'The CA does not accept the Secret or the Reference ID.',
      detail: 'ca1.pki.example.net refused the request.',
      fix: 'Ask its operators which Secret belongs to 58, then replace it here.',
      field: { policyId: 'branch', pointer: '/trustpoints/0/secret', label: 'Secret' },
      operatorsText: 'transactionID a485fd11',
    },
    ...change,
  };
}
