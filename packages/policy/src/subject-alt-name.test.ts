import { parseGeneralName } from '@crypto-cmp/x509';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SAN_TYPES } from './san-type.ts';
import { SubjectAltNameDraft } from './subject-alt-name.ts';

const piece = fc.constantFrom(
  'ap-7',
  '.',
  '@',
  '*',
  '192',
  '0',
  ':',
  'db8',
  '=',
  'CN',
  ',',
  'example',
  '_',
  ' ',
  '-',
  'ü',
  '/',
  '255',
  '256',
);
const nearlyRight = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''));
const value = fc.oneof(
  nearlyRight,
  fc.ipV4(),
  fc.ipV6(),
  fc.domain(),
  fc.emailAddress(),
  fc.string({ unit: 'binary' }),
);

test('whatever is accepted can be put into a certificate request', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.constantFrom(...SAN_TYPES), value, (type, text) => {
      const { data } = SubjectAltNameDraft.safeParse({ type, value: text });
      if (data === undefined) return;
      accepted += 1;
      expect(() => parseGeneralName(data.type, data.value)).not.toThrow();
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(300);
});
