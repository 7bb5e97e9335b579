import type { SanType } from '../san-type.ts';
import { bad, boundaryCase, type BoundaryCase, good } from './boundary-case.ts';
import { sampleDraft, sampleTrustpoint } from './sample-draft.ts';
import { ASTRAL, hostOfLength, nameOfLength } from './sample-texts.ts';

const absent = [bad('required', 'absent', undefined), bad('required', 'empty', '')];

export const sanCases: readonly BoundaryCase[] = [
  sanCase('IP Address', 'ip-address', {
    valid: [
      good('IPv4', '192.0.2.7'),
      good('IPv6', '2001:db8::7'),
      good('IPv6 without gap', '2001:db8:0:0:0:0:0:7'),
      good('all zeros', '::'),
    ],
    invalid: [
      ...absent,
      bad('ip-address-invalid', 'a host name', 'ap-12.branch.example.net'),
      bad('ip-address-invalid', 'a number above 255', '192.0.2.256'),
      bad('ip-address-invalid', 'a network', '192.0.2.0/24'),
      bad('ip-address-invalid', 'a zone', 'fe80::7%eth0'),
      bad('ip-address-invalid', 'brackets', '[2001:db8::7]'),
      bad('too-long', '129 characters', '1'.repeat(129)),
    ],
  }),
  sanCase('Distinguished Name', 'distinguished-name', {
    valid: [good('short', 'CN=ap-7,O=Example'), good('128 characters', nameOfLength(128))],
    invalid: [
      ...absent,
      bad('name-invalid', 'a host name', 'ap-7.example.com'),
      bad('name-invalid', 'no value', 'CN='),
      bad('too-long', '129 characters', nameOfLength(129)),
      bad('too-long', '129 characters beyond the basic plane', nameOfLength(129, ASTRAL)),
    ],
  }),
  sanCase('Email', 'email', {
    valid: [good('short', 'ap-7@example.com'), good('128 characters', `${'a'.repeat(64)}@${hostOfLength(63)}`)],
    invalid: [
      ...absent,
      bad('email-invalid', 'a host name', 'ap-7.example.com'),
      bad('email-invalid', 'nothing before the @', '@example.com'),
      bad('email-invalid', 'nothing after the @', 'ap-7@'),
      bad('email-invalid', 'a space', 'ap 7@example.com'),
      bad('email-invalid', '65 characters before the @', `${'a'.repeat(65)}@example.com`),
      bad('email-invalid', 'letters beyond ASCII', 'büro@example.com'),
      bad('too-long', '129 characters', `${'a'.repeat(64)}@${hostOfLength(64)}`),
    ],
  }),
  sanCase('String', 'string', {
    valid: [
      good('1 character', 'u'),
      good('128 characters', 'u'.repeat(128)),
      good('128 characters beyond the basic plane', ASTRAL.repeat(128)),
      good('a User Principal Name', 'ap-7@example.com'),
    ],
    invalid: [
      ...absent,
      bad('too-long', '129 characters', 'u'.repeat(129)),
      bad('too-long', '129 characters beyond the basic plane', ASTRAL.repeat(129)),
      bad('outer-space', 'a space behind', 'ap-7@example.com '),
      bad('control-character', 'a NUL', 'ap-7\0@example.com'),
    ],
  }),
  sanCase('FQDN', 'fqdn', {
    valid: [
      good('short', 'ap-7.example.com'),
      good('128 characters', hostOfLength(128)),
      good('a wildcard', '*.example.com'),
      good('one label', 'ap-7'),
    ],
    invalid: [
      ...absent,
      bad('fqdn-invalid', 'an IP address', '192.0.2.7'),
      bad('fqdn-invalid', 'an email address', 'ap-7@example.com'),
      bad('fqdn-invalid', 'an underscore', 'ap_7.example.com'),
      bad('fqdn-invalid', 'a wildcard inside', 'ap.*.example.com'),
      bad('fqdn-invalid', 'a wildcard before one label', '*.com'),
      bad('fqdn-invalid', 'a part of a label as wildcard', 'ap-*.example.com'),
      bad('too-long', '129 characters', hostOfLength(129)),
    ],
  }),
  boundaryCase('SAN Type', '/trustpoints/0/subjectAltNames/0/type', {
    valid: [good('FQDN', 'fqdn'), good('String', 'string')],
    invalid: [bad('unknown-choice', 'another one', 'uri', undefined), bad('required', 'absent', undefined)],
  }),
  boundaryCase('SAN, how many', '/trustpoints/0/subjectAltNames', {
    valid: [good('1', sans(1)), good('16', sans(16))],
    invalid: [bad('too-few', 'none', []), bad('too-many', '17', sans(17)), bad('required', 'absent', undefined)],
  }),
  boundaryCase(
    'SAN Value, a second one',
    '/trustpoints/0/subjectAltNames/1/value',
    {
      valid: [good('another', 'ap-7.example.net')],
      invalid: [bad('san-repeated', 'the same', 'ap-7.example.com')],
    },
    () => sampleDraft({ trustpoints: [sampleTrustpoint({ subjectAltNames: [...sans(1), ...sans(1)] })] }),
  ),
];

function sanCase(label: string, type: SanType, samples: Pick<BoundaryCase, 'valid' | 'invalid'>): BoundaryCase {
  return boundaryCase(`SAN Value, ${label}`, '/trustpoints/0/subjectAltNames/0/value', samples, () =>
    sampleDraft({ trustpoints: [sampleTrustpoint({ subjectAltNames: [{ type, value: '' }] })] }),
  );
}

function sans(count: number): { type: 'fqdn'; value: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    type: 'fqdn',
    value: index === 0 ? 'ap-7.example.com' : `ap-7-${index}.example.com`,
  }));
}
