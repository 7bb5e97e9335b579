import { bad, boundaryCase, type BoundaryCase, good, type InvalidSample } from './boundary-case.ts';
import { sampleDraft, sampleTrustpoint } from './sample-draft.ts';
import { ASTRAL, LONE_SURROGATE, nameOfLength } from './sample-texts.ts';

const badNames: readonly InvalidSample[] = [
  bad('too-long', '513 characters', nameOfLength(513)),
  bad('too-long', '513 characters beyond the basic plane', nameOfLength(513, ASTRAL)),
  bad('name-invalid', 'no attribute', 'ap-7'),
  bad('name-invalid', 'only spaces', '   '),
  bad('name-invalid', 'a comma behind', 'CN=ap-7,'),
  bad('name-invalid', 'an attribute without value', 'CN=,O=Example'),
  bad('name-invalid', 'an attribute nobody knows', 'NICKNAME=ap-7'),
  bad('control-character', 'a NUL', 'CN=ap\0-7'),
  bad('not-unicode', 'half a character', `CN=${LONE_SURROGATE}`),
];

const goodNames = [
  good('the shortest', 'CN=a'),
  good('512 characters', nameOfLength(512)),
  good('512 characters beyond the basic plane', nameOfLength(512, ASTRAL)),
  good("OpenSSL's form", '/O=Example/CN=ap-7'),
  good('an escaped comma', String.raw`CN=ap-7\, north,O=Example`),
];

export const trustpointCases: readonly BoundaryCase[] = [
  boundaryCase('Name of a trustpoint', '/trustpoints/0/name', {
    valid: [
      good('1 character', 't'),
      good('32 characters', 't'.repeat(32)),
      good('32 characters beyond the basic plane', ASTRAL.repeat(32)),
    ],
    invalid: [
      bad('required', 'absent', undefined),
      bad('required', 'empty', ''),
      bad('too-long', '33 characters', 't'.repeat(33)),
      bad('too-long', '33 characters beyond the basic plane', ASTRAL.repeat(33)),
      bad('outer-space', 'a space behind', 'ap-7 '),
      bad('control-character', 'a tab', 'ap\t7'),
    ],
  }),
  boundaryCase('Subject Name', '/trustpoints/0/subjectName', {
    valid: goodNames,
    invalid: [bad('required', 'absent', undefined), bad('required', 'empty', ''), ...badNames],
  }),
  boundaryCase('Sender Name', '/trustpoints/0/senderName', {
    valid: goodNames,
    invalid: [bad('required', 'absent', undefined), bad('required', 'empty', ''), ...badNames],
  }),
  boundaryCase('Recipient Name', '/trustpoints/0/recipientName', {
    valid: [good('absent', undefined), good('empty', ''), ...goodNames],
    invalid: badNames,
  }),
  boundaryCase('Reference ID', '/trustpoints/0/referenceId/value', {
    valid: [good('0', 0), good('256', 256)],
    invalid: [
      bad('required', 'absent', undefined),
      bad('required', 'empty', ''),
      bad('too-small', '-1', -1),
      bad('reference-id-above-range', '257', 257),
      bad('reference-id-above-range', '1042', 1042),
      bad('too-large', 'more than a JSON number holds', 2 ** 60, undefined),
      bad('not-whole', 'a fraction', 1.5),
      bad('reference-id-not-a-number', 'a leading zero', '007'),
      bad('reference-id-not-a-number', 'letters', 'ap-7'),
    ],
  }),
  boundaryCase(
    'Reference ID, Text',
    '/trustpoints/0/referenceId/value',
    {
      valid: [
        good('1 character', 'r'),
        good('256 characters', 'r'.repeat(256)),
        good('256 characters beyond the basic plane', ASTRAL.repeat(256)),
        good('spaces and zeros', ' 007 '),
      ],
      invalid: [
        bad('required', 'absent', undefined),
        bad('required', 'empty', ''),
        bad('too-long', '257 characters', 'r'.repeat(257)),
        bad('too-long', '257 characters beyond the basic plane', ASTRAL.repeat(257)),
        bad('control-character', 'a line break', 'ref\n'),
        bad('not-unicode', 'half a character', LONE_SURROGATE),
      ],
    },
    () => sampleDraft({ trustpoints: [sampleTrustpoint({ referenceId: { format: 'text', value: '' } })] }),
  ),
  boundaryCase('Reference ID format', '/trustpoints/0/referenceId/format', {
    valid: [good('Number', 'number')],
    invalid: [bad('unknown-choice', 'another one', 'hex', undefined), bad('required', 'absent', undefined)],
  }),
  boundaryCase('Secret', '/trustpoints/0/secret/value', {
    valid: [
      good('1 character', 's'),
      good('256 characters', 's'.repeat(256)),
      good('256 characters beyond the basic plane', ASTRAL.repeat(256)),
      good('spaces around', ' secret '),
    ],
    invalid: [
      bad('required', 'absent', undefined),
      bad('required', 'empty', ''),
      bad('too-long', '257 characters', 's'.repeat(257)),
      bad('too-long', '257 characters beyond the basic plane', ASTRAL.repeat(257)),
      bad('control-character', 'a line break', 'secret\n'),
      bad('wrong-type', 'a number', 7, undefined),
    ],
  }),
  boundaryCase('Secret, what becomes of it', '/trustpoints/0/secret/action', {
    valid: [good('replace', 'replace')],
    invalid: [bad('unknown-choice', 'another one', 'show', undefined), bad('required', 'absent', undefined)],
  }),
];
