import {
  bad,
  badAt,
  boundaryCase,
  type BoundaryCase,
  type BoundarySample,
  good,
  type InvalidSample,
} from './boundary-case.ts';
import { SAMPLE_CERTIFICATES } from './sample-certificates.ts';
import { sampleDraft } from './sample-draft.ts';

const draft = () =>
  sampleDraft({
    advanced: { messages: {}, protection: {}, acceptance: {}, timeouts: {}, tls: { trustAnchors: [] }, proxy: {} },
  });

/** Stands in a part that is opened first: nothing is typed into it by who types into all fields. */
function advancedCase(
  field: string,
  pointer: string,
  { valid, invalid }: { readonly valid: readonly BoundarySample[]; readonly invalid: readonly InvalidSample[] },
): BoundaryCase {
  const untyped = { typed: undefined };
  const samples = {
    valid: valid.map((sample) => ({ ...sample, ...untyped })),
    invalid: invalid.map((sample) => ({ ...sample, ...untyped })),
  };
  return boundaryCase(field, `/advanced/${pointer}`, samples, draft);
}

export const advancedCases: readonly BoundaryCase[] = [
  boundaryCase('Advanced', '/advanced', {
    valid: [good('absent', undefined), good('nothing of it', {}, undefined)],
    invalid: [
      bad('wrong-type', 'a text', 'strict', undefined),
      badAt('/advanced/macs', 'unknown-field', 'more', { macs: 1 }),
    ],
  }),
  choice('messages/firstMessage', ['ir', 'cr', 'p10cr']),
  choice('messages/renewalMessage', ['kur', 'cr', 'as-first']),
  advancedCase('Certificate profile', 'messages/certProfile', {
    valid: [good('none', ''), good('64 characters', 'p'.repeat(64))],
    invalid: [bad('too-long', '65 characters', 'p'.repeat(65)), bad('outer-space', 'a space behind', 'tls ')],
  }),
  flag('messages/implicitConfirm'),
  choice('protection/kind', ['pbm', 'pbmac1']),
  choice('protection/hash', ['sha1', 'sha224', 'sha256', 'sha384', 'sha512']),
  choice('protection/mac', ['hmac-sha1', 'hmac-sha512', 'kmac128', 'kmac256']),
  number('protection/iterations', 100, 1_000_000),
  number('protection/saltOctets', 8, 64),
  flag('acceptance/signedAnswers'),
  flag('acceptance/unprotectedErrors'),
  flag('acceptance/changedNames'),
  number('acceptance/clockSkewSeconds', 10, 86_400),
  advancedCase('Expected sender', 'acceptance/sender', {
    valid: [good('none', ''), good('a name', 'CN=CA,O=Example')],
    invalid: [bad('name-invalid', 'no name', 'the CA'), bad('too-long', '513 characters', `CN=${'c'.repeat(510)}`)],
  }),
  advancedCase('Fewest iterations', 'acceptance/minIterations', {
    valid: [good('the least', 100), good('as many as the most', 100_000)],
    invalid: [bad('too-small', 'one too few', 99)],
  }),
  advancedCase('Most iterations', 'acceptance/maxIterations', {
    valid: [good('as few as the fewest', 100), good('the most', 1_000_000)],
    invalid: [bad('too-large', 'one too many', 1_000_001)],
  }),
  choice('acceptance/redirects', ['never', 'same-origin', 'https']),
  number('timeouts/messageSeconds', 1, 600, null),
  number('timeouts/totalSeconds', 1, 3600, null),
  number('timeouts/waitingHours', 1, 8760, null),
  advancedCase('TLS trust anchors', 'tls/trustAnchors/0', {
    valid: [good('a root', SAMPLE_CERTIFICATES.root)],
    invalid: [bad('trust-anchor-malformed', 'no certificate', 'the root')],
  }),
  advancedCase('TLS server name', 'tls/serverName', {
    valid: [good('none', ''), good('a name', 'ca.example.net')],
    invalid: [bad('host-invalid', 'an underscore', 'ca_1.example'), bad('host-invalid', 'an address', '192.0.2.1')],
  }),
  advancedCase('Client certificate', 'tls/clientTrustpointId', {
    valid: [good('absent', undefined), good('none', null)],
    invalid: [bad('required', 'empty', ''), bad('wrong-type', 'a number', 7)],
  }),
  advancedCase('Proxy', 'proxy/url', {
    valid: [
      good('none', ''),
      good('with port', 'http://proxy.example.net:3128'),
      good('IPv6', 'http://[2001:db8::1]:3128/'),
    ],
    invalid: [
      bad('url-invalid', 'no scheme', 'proxy.example.net:3128'),
      bad('url-invalid', 'TLS to the proxy', 'https://proxy.example.net'),
      bad('url-invalid', 'no host', 'http://'),
      bad('url-invalid', 'a password', 'http://user:pass@proxy.example.net'),
      bad('url-invalid', 'a path', 'http://proxy.example.net/pac'),
    ],
  }),
  advancedCase('Without proxy', 'proxy/exempt', {
    valid: [good('none', ''), good('several', 'ca.example.net, .internal 192.0.2.7'), good('all', '*')],
    invalid: [bad('host-invalid', 'a URL', 'http://ca.example.net')],
  }),
];

function choice(pointer: string, values: readonly string[]): BoundaryCase {
  return advancedCase(pointer, pointer, {
    valid: [good('absent', undefined), ...values.map((value) => good(value, value))],
    invalid: [bad('unknown-choice', 'an unknown one', 'none'), bad('required', 'empty', '')],
  });
}

function flag(pointer: string): BoundaryCase {
  return advancedCase(pointer, pointer, {
    valid: [good('yes', true), good('no', false)],
    invalid: [bad('wrong-type', 'a text', 'yes')],
  });
}

function number(pointer: string, min: number, max: number, none?: null): BoundaryCase {
  return advancedCase(pointer, pointer, {
    valid: [good('absent', none), good('the least', min), good('the most', max)],
    invalid: [
      bad('too-small', 'one below', min - 1),
      bad('too-large', 'one above', max + 1),
      bad('not-whole', 'a fraction', min + 0.5),
      bad('wrong-type', 'a text', String(min)),
    ],
  });
}
