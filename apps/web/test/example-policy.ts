import type { Policy, PolicyTrustpoint } from '@crypto-cmp/api';
import { DEFAULT_ADVANCED_SETTINGS } from '@crypto-cmp/policy';

export function examplePolicy(trustpointCount: number, change: Partial<Policy> = {}): Policy {
  return {
    id: 'branch',
    version: 3,
    createdAt: '2026-01-05T09:00:00.000Z',
    updatedAt: '2026-11-20T11:49:00.000Z',
    name: 'branch-aps',
    description: 'Access points in the 58 branches, EAP-TLS',
    certificateRenewalTimeout: 14,
    renewalWindow: null,
    keyType: 'ec-p256',
    servers: [
      { role: 'primary', host: 'ca1.pki.example.net', port: 8080, path: '/cmp/branch-aps', transport: 'http' },
      { role: 'secondary', host: 'ca2.pki.example.net', port: 8080, path: '/cmp/branch-aps', transport: 'http' },
    ],
    trustAnchors: [],
    trustpoints: Array.from({ length: trustpointCount }, (_, index) => exampleTrustpoint(index + 1)),
    advanced: DEFAULT_ADVANCED_SETTINGS,
    warnings: [],
    ...change,
  };
}

function exampleTrustpoint(number: number): PolicyTrustpoint {
  return {
    id: `tp-${number}`,
    name: `ap-${number}-eap`,
    subjectName: `CN=ap-${number},O=Example Rail`,
    referenceId: { format: 'number', value: number % 257 },
    secret: { isSet: true, setAt: '2026-09-04T08:00:00.000Z' },
    senderName: `CN=ap-${number}`,
    recipientName: '',
    subjectAltNames: [{ type: 'fqdn', value: `ap-${number}.example.net` }],
    state: 'valid',
    notBefore: '2026-10-10T04:12:09.000Z',
    notAfter: '2027-01-08T04:12:09.000Z',
    runningEnrollmentId: null,
  };
}
