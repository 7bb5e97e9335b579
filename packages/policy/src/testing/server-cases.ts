import { bad, boundaryCase, type BoundaryCase, good } from './boundary-case.ts';
import { sampleDraft, sampleServer } from './sample-draft.ts';
import { hostOfLength } from './sample-texts.ts';

export const serverCases: readonly BoundaryCase[] = [
  boundaryCase('Enable', '/servers/0/role', {
    valid: [good('Primary', 'primary')],
    invalid: [bad('unknown-choice', 'a third role', 'tertiary', undefined), bad('required', 'absent', undefined)],
  }),
  boundaryCase('Transport', '/servers/0/transport', {
    valid: [good('absent', undefined), good('HTTP', 'http'), good('TLS', 'tls')],
    invalid: [bad('unknown-choice', 'upper case', 'HTTP', undefined)],
  }),
  boundaryCase('IP', '/servers/0/host', {
    valid: [
      good('IPv4', '192.0.2.10'),
      good('IPv6', '2001:db8::10'),
      good('IPv6 in brackets', '[2001:db8::10]'),
      good('IPv6 that ends in IPv4', '::ffff:192.0.2.10'),
      good('a host name of one character', 'c'),
      good('a host name of 253 characters', hostOfLength(253)),
      good('a label of 63 characters', `${'a'.repeat(63)}.example`),
      good('an international name in ASCII', 'xn--bcher-kva.example'),
    ],
    invalid: [
      bad('required', 'absent', undefined),
      bad('required', 'empty', ''),
      bad('too-long', 'a host name of 254 characters', hostOfLength(254)),
      bad('host-invalid', 'a label of 64 characters', `${'a'.repeat(64)}.example`),
      bad('host-invalid', 'a number above 255', '192.0.2.256'),
      bad('host-invalid', 'three numbers', '192.0.2'),
      bad('host-invalid', 'a leading zero', '192.0.2.010'),
      bad('host-invalid', 'two gaps', '2001::db8::1'),
      bad('host-invalid', 'a zone', 'fe80::1%eth0'),
      bad('host-invalid', 'an underscore', 'ca_1.example'),
      bad('host-invalid', 'a dot behind', 'ca.example.'),
      bad('host-invalid', 'two dots', 'ca..example'),
      bad('host-invalid', 'a hyphen in front', '-ca.example'),
      bad('host-invalid', 'letters beyond ASCII', 'bücher.example'),
      bad('host-invalid', 'a port', 'ca.example:8080'),
      bad('host-invalid', 'a URL', 'http://ca.example/cmp'),
      bad('host-invalid', 'a path', 'ca.example/cmp'),
      bad('host-invalid', 'a user', 'admin@ca.example'),
      bad('host-invalid', 'hexadecimal, which some programs take for an address', '0x7f000001'),
      bad('outer-space', 'a space in front', ' ca.example'),
      bad('control-character', 'a line break', 'ca.example\r\nHost: other'),
    ],
  }),
  boundaryCase('Path', '/servers/0/path', {
    valid: [
      good('1 character', '/'),
      good('512 characters', `/${'p'.repeat(511)}`),
      good('a query', '/cmp?alias=branch'),
      good('an encoded space', '/cmp%20alias'),
    ],
    invalid: [
      bad('required', 'absent', undefined),
      bad('required', 'empty', ''),
      bad('too-long', '513 characters', `/${'p'.repeat(512)}`),
      bad('path-invalid', 'no slash in front', 'cmp/alias'),
      bad('path-invalid', 'two slashes in front', '//ca.example/cmp'),
      bad('path-invalid', 'a URL', 'http://ca.example/cmp'),
      bad('path-invalid', 'a space', '/cmp alias'),
      bad('path-invalid', 'letters beyond ASCII', '/cmp/büro'),
      bad('path-invalid', 'a fragment', '/cmp#alias'),
      bad('path-invalid', 'a lone percent sign', '/cmp%2'),
      bad('path-invalid', 'a step upwards', '/cmp/../admin'),
      bad('control-character', 'a line break', '/cmp\r\nHost: other'),
    ],
  }),
  boundaryCase('Port', '/servers/0/port', {
    valid: [good('absent', undefined), good('1', 1), good('65535', 65_535)],
    invalid: [
      bad('too-small', '0', 0),
      bad('too-large', '65536', 65_536),
      bad('not-whole', 'a fraction', 80.5),
      bad('wrong-type', 'a text', '80', undefined),
    ],
  }),
  boundaryCase(
    'Enable, Secondary',
    '/servers/1/role',
    {
      valid: [good('Secondary', 'secondary')],
      invalid: [bad('role-repeated', 'a second Primary', 'primary')],
    },
    () => sampleDraft({ servers: [sampleServer(), sampleServer({ role: 'secondary' })] }),
  ),
];
