import { FAILURE_KINDS, PKI_FAILURE_INFO } from '@crypto-cmp/cmp';
import { DEFAULT_ADVANCED_SETTINGS, PolicyDraft, withAdvancedSettings } from '@crypto-cmp/policy';
import { sampleDraft } from '@crypto-cmp/policy/testing';
import { expect, test } from 'vitest';

import { CONSOLE_FAILURE_KINDS, type EnrollmentFailure, type EnrollmentFailureCode } from '../failure-code.ts';
import { explainFailure } from './explain-failure.ts';
import type { FailureFacts } from './explanation.ts';
import { fieldLabel } from './field-label.ts';

const facts: FailureFacts = {
  trustpointName: 'ap-7-eap',
  policyName: 'branch-aps',
  trustpointPointer: '/trustpoints/0',
  serverPointer: '/servers/0',
  host: 'ca.example',
  server: 'ca.example:8080',
  referenceId: '42',
  advanced: DEFAULT_ADVANCED_SETTINGS,
  protectedBy: 'secret',
  differences: [],
  requestedNames: ['ap-7.example.com', 'ap-7@example.com'],
};

const failed = (code: EnrollmentFailureCode, more: Partial<EnrollmentFailure> = {}): EnrollmentFailure => ({
  kind: 'local',
  code,
  message: 'it failed',
  certificateMayExist: false,
  ...more,
});

// Object.keys forgets what the keys are.
const codes = Object.keys({ ...FAILURE_KINDS, ...CONSOLE_FAILURE_KINDS }) as EnrollmentFailureCode[];

test.each(codes)('explains %s in whole sentences, with a field that exists', (code) => {
  for (const protectedBy of ['secret', 'certificate'] as const) {
    const { title, cause, fix, field } = explainFailure(failed(code), { ...facts, protectedBy });

    expect(title).toMatch(/^\S.{2,40}$/);
    expect(cause).toMatch(/^\S.*\.$/);
    expect(fix).toMatch(/^[A-Z].*\.$/);
    expect([title, cause, fix].join(' ')).not.toMatch(/undefined|please|successfully|!/i);
    if (field !== undefined) expectField(field);
  }
});

test.each(Object.keys(PKI_FAILURE_INFO))('explains a refusal with %s', (failInfo) => {
  const claim = { authenticated: true, status: 'rejection', failInfo: [failInfo], statusString: [] };
  const explanation = explainFailure(failed('request-rejected', { claim }), facts);

  expect(explanation.cause).toMatch(/^\S.*\.$/);
  expect(explanation.cause).not.toContain('no reason');
  if (explanation.field !== undefined) expectField(explanation.field);
});

test('leads to the expected sender where that is what differs', () => {
  const advanced = withAdvancedSettings({ acceptance: { sender: 'CN=CA' } });
  expect(explainFailure(failed('sender-differs'), { ...facts, advanced }).field).toBe('/advanced/acceptance/sender');
});

test('a refusal that nobody proved is said to be a claim', () => {
  const claim = { authenticated: false, status: 'rejection', failInfo: ['badMessageCheck'], statusString: [] };
  const { cause, field } = explainFailure(failed('error-not-authenticated', { claim }), facts);

  expect(cause).toContain('nothing proves that the CA says so');
  expect(cause).toContain('Secret or the Reference ID');
  expect(field).toBe('/trustpoints/0/secret');
});

test('names the SAN that the CA left out, and leads to its row', () => {
  const difference = {
    field: 'subjectAltName',
    nameKind: 'string',
    requested: 'ap-7@example.com',
    verdict: 'missing',
  } as const;
  const { title, field } = explainFailure(failed('certificate-names-differ'), { ...facts, differences: [difference] });

  expect(title).toBe('Issued without the String SAN');
  expect(field).toBe('/trustpoints/0/subjectAltNames/1/value');
});

test.each([
  { message: 'ca answered HTTP 404 Not Found', field: '/servers/0/path', title: 'HTTP 404' },
  { message: 'ca answered HTTP 503 Service Unavailable', field: undefined, title: 'HTTP 503' },
])('tells a wrong path from a server in trouble: $message', ({ message, field, title }) => {
  expect(explainFailure(failed('http-status', { message }), facts)).toMatchObject({ title, ...(field && { field }) });
});

function expectField(pointer: string): void {
  const value = pointer
    .slice(1)
    .split('/')
    .reduce<unknown>(
      (node, step) => (node === undefined ? undefined : Reflect.get(Object(node), step)),
      PolicyDraft.parse(sampleDraft()),
    );
  expect(value, pointer).toBeDefined();
  expect(fieldLabel(pointer), pointer).not.toBe('');
}
