import type { PolicyDraftInput } from '../policy-draft.ts';

/** A policy draft that has nothing wrong with it. */
export function sampleDraft(changes: Partial<PolicyDraftInput> = {}): PolicyDraftInput {
  return {
    name: 'branch-aps',
    description: 'Access points in the branches',
    certificateRenewalTimeout: 14,
    keyType: 'ec-p256',
    servers: [sampleServer()],
    trustAnchors: [],
    trustpoints: [sampleTrustpoint()],
    ...changes,
  };
}

export function sampleServer(changes: Partial<SampleServer> = {}): SampleServer {
  return { role: 'primary', host: '192.0.2.10', port: 8080, path: '/cmp/alias', transport: 'http', ...changes };
}

export function sampleTrustpoint(changes: Partial<SampleTrustpoint> = {}): SampleTrustpoint {
  return {
    name: 'ap-7-eap',
    subjectName: 'CN=ap-7,O=Example',
    referenceId: { format: 'number', value: 42 },
    secret: { action: 'replace', value: 'a Secret' },
    senderName: 'CN=ap-7',
    recipientName: 'CN=Example CA',
    subjectAltNames: [{ type: 'fqdn', value: 'ap-7.example.com' }],
    ...changes,
  };
}

type SampleServer = PolicyDraftInput['servers'][number];
type SampleTrustpoint = PolicyDraftInput['trustpoints'][number];
