import { KEY_TYPES } from '@crypto-cmp/x509';
import { bad, badAt, boundaryCase, type BoundaryCase, good } from './boundary-case.ts';
import { SAMPLE_CERTIFICATES } from './sample-certificates.ts';
import { sampleDraft, sampleServer, sampleTrustpoint } from './sample-draft.ts';
import { ASTRAL, LONE_SURROGATE } from './sample-texts.ts';

export const policyCases: readonly BoundaryCase[] = [
  boundaryCase('Name', '/name', {
    valid: [
      good('1 character', 'n'),
      good('31 characters', 'n'.repeat(31)),
      good('31 characters beyond the basic plane', ASTRAL.repeat(31)),
      good('a space inside', 'branch aps'),
    ],
    invalid: [
      bad('required', 'absent', undefined),
      bad('required', 'empty', ''),
      bad('too-long', '32 characters', 'n'.repeat(32)),
      bad('too-long', '32 characters beyond the basic plane', ASTRAL.repeat(32)),
      bad('outer-space', 'a space in front', ' branch-aps'),
      bad('outer-space', 'a space behind', 'branch-aps '),
      bad('control-character', 'a line break', 'branch\naps'),
      bad('control-character', 'a bidirectional control', 'branch\u202Eaps'),
      bad('not-unicode', 'half a character', `branch${LONE_SURROGATE}`),
      bad('wrong-type', 'a number', 7, undefined),
      bad('required', 'null', null),
    ],
  }),
  boundaryCase('Description', '/description', {
    valid: [
      good('absent', undefined),
      good('empty', ''),
      good('512 characters', 'd'.repeat(512)),
      good('512 characters beyond the basic plane', ASTRAL.repeat(512)),
      good('two lines', 'one\ntwo'),
    ],
    invalid: [
      bad('too-long', '513 characters', 'd'.repeat(513)),
      bad('too-long', '513 characters beyond the basic plane', ASTRAL.repeat(513)),
      bad('control-character', 'a NUL', 'one\0two'),
    ],
  }),
  boundaryCase('Certificate Renewal Timeout', '/certificateRenewalTimeout', {
    valid: [good('absent', undefined), good('1 day', 1), good('60 days', 60)],
    invalid: [
      bad('too-small', '0 days', 0),
      bad('too-small', '-1 days', -1),
      bad('too-large', '61 days', 61),
      bad('not-whole', 'one and a half', 1.5),
      bad('wrong-type', 'a text', '14', undefined),
      bad('required', 'empty', ''),
    ],
  }),
  boundaryCase('Key', '/keyType', {
    valid: [good('absent', undefined), ...KEY_TYPES.map((type) => good(type, type))],
    invalid: [
      bad('unknown-choice', 'a key too short', 'rsa-1024', undefined),
      bad('unknown-choice', 'upper case', 'EC-P256', undefined),
    ],
  }),
  boundaryCase(
    'Trust anchors',
    '/trustAnchors/0',
    {
      valid: [
        good('a root CA', SAMPLE_CERTIFICATES.root, undefined),
        good('a root of version 1', SAMPLE_CERTIFICATES.oldRoot, undefined),
        good(
          'text around it',
          `Our root:\r\n\r\n${SAMPLE_CERTIFICATES.root.replaceAll('\n', '\r\n')}\r\nbye`,
          undefined,
        ),
      ],
      invalid: [
        bad('trust-anchor-malformed', 'a text', 'CN=Example Root', undefined),
        bad(
          'trust-anchor-malformed',
          'a damaged certificate',
          SAMPLE_CERTIFICATES.root.replace('MII', 'MIJ'),
          undefined,
        ),
        bad(
          'trust-anchor-malformed',
          'a private key',
          '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
          undefined,
        ),
        bad(
          'trust-anchor-several',
          'two certificates',
          SAMPLE_CERTIFICATES.root + SAMPLE_CERTIFICATES.otherRoot,
          undefined,
        ),
        bad('trust-anchor-not-a-ca', 'an end entity', SAMPLE_CERTIFICATES.endEntity, undefined),
        bad('trust-anchor-not-a-ca', 'a CA whose key may not sign', SAMPLE_CERTIFICATES.caThatMayNotSign, undefined),
        bad('trust-anchor-not-a-ca', 'no basicConstraints', SAMPLE_CERTIFICATES.withoutConstraints, undefined),
        bad('required', 'empty', '', undefined),
      ],
    },
    () => sampleDraft({ trustAnchors: [''] }),
  ),
  boundaryCase('Trust anchors, how many', '/trustAnchors', {
    valid: [
      good('absent', undefined),
      good('none', []),
      good(
        '32',
        Array.from({ length: 32 }, () => SAMPLE_CERTIFICATES.root),
      ),
    ],
    invalid: [
      bad(
        'too-many',
        '33',
        Array.from({ length: 33 }, () => SAMPLE_CERTIFICATES.root),
      ),
      bad('wrong-type', 'no list', SAMPLE_CERTIFICATES.root, undefined),
    ],
  }),
  boundaryCase('CMP servers, how many', '/servers', {
    valid: [
      good('a Primary', [sampleServer()]),
      good('a Primary and a Secondary', [sampleServer(), sampleServer({ role: 'secondary' })]),
      good('a Secondary written first', [sampleServer({ role: 'secondary' }), sampleServer()]),
    ],
    invalid: [
      bad('primary-missing', 'none', []),
      bad('primary-missing', 'a Secondary alone', [sampleServer({ role: 'secondary' })]),
      badAt('/servers/1/role', 'role-repeated', 'two Primaries', [sampleServer(), sampleServer()]),
      bad('too-many', 'three', [
        sampleServer(),
        sampleServer({ role: 'secondary' }),
        sampleServer({ role: 'secondary' }),
      ]),
      bad('required', 'absent', undefined),
    ],
  }),
  boundaryCase('Trustpoints, how many', '/trustpoints', {
    valid: [good('1', trustpoints(1)), good('1000', trustpoints(1000))],
    invalid: [
      bad('too-few', 'none', []),
      bad('too-many', '1001', trustpoints(1001)),
      badAt('/trustpoints/1/name', 'name-repeated', 'two of one name', [sampleTrustpoint(), sampleTrustpoint()]),
      badAt('/trustpoints/1/name', 'name-repeated', 'two that differ in case', [
        sampleTrustpoint(),
        sampleTrustpoint({ name: 'AP-7-EAP' }),
      ]),
      bad('required', 'absent', undefined),
    ],
  }),
  boundaryCase('A field that does not exist', '/nickname', {
    valid: [good('absent', undefined)],
    invalid: [bad('unknown-field', 'present', 'aps', undefined)],
  }),
];

function trustpoints(count: number) {
  return Array.from({ length: count }, (_, index) => sampleTrustpoint({ name: `ap-${index}` }));
}
