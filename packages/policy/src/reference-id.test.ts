import { expect, test } from 'vitest';
import { ReferenceId, referenceIdToBytes } from './reference-id.ts';

test.each([
  [{ format: 'number', value: 0 }, '0'],
  [{ format: 'number', value: 256 }, '256'],
  [{ format: 'text', value: ' 007 ' }, ' 007 '],
  [{ format: 'text', value: 'Büro \u{1F511}' }, 'Büro \u{1F511}'],
])('%j goes over the wire as the UTF-8 of %j', (reference, text) => {
  expect(new TextDecoder().decode(referenceIdToBytes(ReferenceId.parse(reference)))).toBe(text);
});
