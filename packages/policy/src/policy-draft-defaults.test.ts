import { expect, test } from 'vitest';
import { DEFAULT_ADVANCED_SETTINGS } from './advanced/default-advanced-settings.ts';
import { PolicyDraft } from './policy-draft.ts';
import { SAMPLE_CERTIFICATES } from './testing/sample-certificates.ts';
import { sampleDraft, sampleServer, sampleTrustpoint } from './testing/sample-draft.ts';

test('fills in what is not given', () => {
  const { description: _, certificateRenewalTimeout: __, keyType: ___, trustAnchors: ____, ...rest } = sampleDraft();
  const { recipientName: _____, ...trustpoint } = sampleTrustpoint();
  expect(PolicyDraft.parse({ ...rest, trustpoints: [trustpoint] })).toMatchObject({
    description: '',
    certificateRenewalTimeout: 14,
    renewalWindow: null,
    keyType: 'ec-p256',
    trustAnchors: [],
    trustpoints: [{ recipientName: '' }],
    advanced: DEFAULT_ADVANCED_SETTINGS,
  });
});

test.each([
  [undefined, 'http', 80],
  ['http', 'http', 80],
  ['tls', 'tls', 443],
])('with transport %s talks %s to port %i', (given, transport, port) => {
  const { port: _, transport: __, ...server } = sampleServer();
  const draft = PolicyDraft.parse({
    ...sampleDraft(),
    servers: [given === undefined ? server : { ...server, transport: given }],
  });
  expect(draft.servers).toMatchObject([{ transport, port }]);
});

test('takes the brackets off an IPv6 address', () => {
  const draft = PolicyDraft.parse(sampleDraft({ servers: [sampleServer({ host: '[2001:db8::1]' })] }));
  expect(draft.servers[0]?.host).toBe('2001:db8::1');
});

test('keeps a trust anchor once, as plain PEM, however it was pasted', () => {
  const { root, otherRoot } = SAMPLE_CERTIFICATES;
  const pasted = `subject=Example\r\n${root.replaceAll('\n', '\r\n')}`;
  const draft = PolicyDraft.parse(sampleDraft({ trustAnchors: [pasted, otherRoot, root] }));
  expect(draft.trustAnchors).toEqual([root, otherRoot]);
});

test('keeps names, Reference ID and Secret exactly as they were typed', () => {
  const trustpoint = sampleTrustpoint({
    subjectName: 'cn = ap-7 ,O=Example',
    referenceId: { format: 'text', value: ' 007 ' },
    secret: { action: 'replace', value: ' s ' },
  });
  expect(PolicyDraft.parse(sampleDraft({ trustpoints: [trustpoint] })).trustpoints).toEqual([trustpoint]);
});

test('keeps each day of a renewal window once, in the order of the week', () => {
  const renewalWindow = { days: ['sunday', 'monday', 'sunday'], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' };
  expect(PolicyDraft.parse({ ...sampleDraft(), renewalWindow }).renewalWindow?.days).toEqual(['monday', 'sunday']);
});
