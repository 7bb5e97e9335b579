import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePointer, toPointer } from './json-pointer.ts';

test.each([
  [[], ''],
  [['trustpoints', 0, 'subjectName'], '/trustpoints/0/subjectName'],
  [['a/b', 'c~d', '~1'], '/a~1b/c~0d/~01'],
  [[''], '/'],
])('%j is the pointer %j, and back', (path, pointer) => {
  expect(toPointer(path)).toBe(pointer);
  expect(parsePointer(pointer)).toEqual(path);
});

test('whatever toPointer writes, parsePointer reads', () => {
  const step = fc.oneof(
    fc.nat({ max: 999_999_999 }),
    fc.string().filter((text) => !/^[0-9]+$/.test(text)),
  );
  fc.assert(
    fc.property(fc.array(step), (path) => {
      expect(parsePointer(toPointer(path))).toEqual(path);
    }),
  );
});

test.each(['name', '/a~2', '/~', ' /a'])('refuses %j, which is no pointer', (text) => {
  expect(() => parsePointer(text)).toThrow(TypeError);
});
