import { describe, expect, test } from 'vitest';
import { type PartialAdvancedSettings, withAdvancedSettings } from '../advanced/default-advanced-settings.ts';
import { PRESETS } from '../advanced/preset.ts';
import { SAMPLE_CERTIFICATES } from '../testing/sample-certificates.ts';
import { type LintedPolicy, lintPolicy } from './lint-policy.ts';
import { POLICY_WARNING_CODES } from './policy-warning.ts';

const certificate = (days: number) => ({
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date(Date.parse('2026-01-01T00:00:00Z') + days * 86_400_000),
});

const trustpoint = { name: 'ap-7', recipientName: 'CN=CA', hasSecret: true, certificate: certificate(90) };
const now = new Date('2026-02-01T00:00:00Z');

function policy(advanced: PartialAdvancedSettings = {}, changes: Partial<LintedPolicy> = {}): LintedPolicy {
  return {
    certificateRenewalTimeout: 14,
    renewalWindow: null,
    servers: [{ transport: 'http', host: 'ca.example.net' }],
    trustAnchors: [SAMPLE_CERTIFICATES.root],
    trustpoints: [trustpoint],
    advanced: withAdvancedSettings(advanced),
    ...changes,
  };
}

const found = (judged: LintedPolicy, at = now) =>
  lintPolicy(judged, at).map(({ code, pointer }) => `${code} ${pointer}`);

test('has nothing against the defaults with a trust anchor', () => {
  expect(found(policy())).toEqual([]);
});

test.each(PRESETS.filter(({ id }) => id !== 'insta'))('has nothing against the preset $label', ({ settings }) => {
  expect(found(policy(settings))).toEqual([]);
});

const cases: readonly [what: string, judged: LintedPolicy, warning: string][] = [
  ['SHA-1 over the Secret', policy({ protection: { hash: 'sha1' } }), 'mac-outdated /advanced/protection/hash'],
  ['HMAC-SHA-1', policy({ protection: { mac: 'hmac-sha1' } }), 'mac-outdated /advanced/protection/mac'],
  ['few iterations', policy({ protection: { iterations: 999 } }), 'mac-iterations-few /advanced/protection/iterations'],
  [
    'more iterations than are accepted',
    policy({ protection: { iterations: 200_000 } }),
    'accepted-iterations-refuse-own /advanced/acceptance/maxIterations',
  ],
  [
    'fewer iterations than are accepted',
    policy({ acceptance: { minIterations: 20_000 } }),
    'accepted-iterations-refuse-own /advanced/acceptance/minIterations',
  ],
  ['no trust anchor', policy({}, { trustAnchors: [] }), 'trust-anchor-missing /trustAnchors'],
  [
    'renewal by a Secret that is not there',
    policy({ messages: { renewalMessage: 'as-first' } }, { trustpoints: [{ ...trustpoint, hasSecret: false }] }),
    'renewal-without-secret /advanced/messages/renewalMessage',
  ],
  [
    'a lead time as long as a life',
    policy(
      {},
      { certificateRenewalTimeout: 30, trustpoints: [trustpoint, { ...trustpoint, certificate: certificate(30) }] },
    ),
    'lead-time-too-long /certificateRenewalTimeout',
  ],
  [
    'a window that opens too rarely',
    policy(
      {},
      {
        certificateRenewalTimeout: 5,
        renewalWindow: { days: ['monday'], from: '22:00', to: '04:00', timeZone: 'UTC' },
      },
    ),
    'renewal-window-too-rare /renewalWindow',
  ],
  [
    'forged refusals',
    policy({ acceptance: { unprotectedErrors: true } }),
    'unprotected-errors-in-the-clear /advanced/acceptance/unprotectedErrors',
  ],
  [
    'wrong clocks',
    policy({ acceptance: { clockSkewSeconds: 3601 } }),
    'clock-skew-wide /advanced/acceptance/clockSkewSeconds',
  ],
  [
    'two names of the CA',
    policy({ acceptance: { sender: 'CN=Other CA' } }),
    'expected-sender-differs /advanced/acceptance/sender',
  ],
  [
    'TLS that is not used',
    policy({ tls: { serverName: 'ca.example.net' } }),
    'tls-settings-unused /advanced/tls/serverName',
  ],
  [
    'a proxy that is not used',
    policy({ proxy: { url: 'http://proxy.example.net', exempt: 'example.net' } }),
    'proxy-unused /advanced/proxy/exempt',
  ],
  [
    'times that contradict each other',
    policy({ timeouts: { messageSeconds: 60, totalSeconds: 60 } }),
    'timeouts-contradict /advanced/timeouts/totalSeconds',
  ],
];

test.each(cases)('warns of %s', (_, judged, warning) => {
  expect(found(judged)).toEqual([warning]);
});

describe('a trust anchor', () => {
  test('that has expired', () => {
    expect(found(policy(), new Date('2200-01-01T00:00:00Z'))).toEqual(['trust-anchor-expired /trustAnchors/0']);
  });

  test('that expires soon, also one for TLS', () => {
    const judged = policy(
      { tls: { trustAnchors: [SAMPLE_CERTIFICATES.root] } },
      { servers: [{ transport: 'tls', host: 'ca.example.net' }] },
    );
    const [first] = lintPolicy(judged, new Date('2200-01-01T00:00:00Z'));
    const day = / on (\S+?)\./.exec(first?.message ?? '')?.[1] ?? '';
    expect(found(judged, new Date(Date.parse(day) - 59 * 86_400_000))).toEqual([
      'trust-anchor-expiring /trustAnchors/0',
      'trust-anchor-expiring /advanced/tls/trustAnchors/0',
    ]);
    expect(found(judged, new Date(Date.parse(day) - 62 * 86_400_000))).toEqual([]);
  });

  test('that cannot be read is an error, and no warning', () => {
    expect(found(policy({}, { trustAnchors: ['no certificate'] }))).toEqual([]);
  });
});

test('each kind of warning is tried here', () => {
  const tried = new Set([
    ...cases.map(([, , warning]) => warning.split(' ')[0]),
    'trust-anchor-expired',
    'trust-anchor-expiring',
  ]);
  expect(POLICY_WARNING_CODES.filter((code) => !tried.has(code))).toEqual([]);
});

test('warnings begin with a capital letter or a name, and end without a full stop', () => {
  const messages = cases.flatMap(([, judged]) => lintPolicy(judged, now).map(({ message }) => message));
  expect(messages.filter((message) => !/^[\p{Lu}\p{N}]/u.test(message) || message.endsWith('.'))).toEqual([]);
});
