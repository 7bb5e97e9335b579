import { describe, expect, test } from 'vitest';
import { fromHex } from './bytes.ts';
import type { DerErrorCode } from './der-error.ts';
import { children, readTlv, type Tlv } from './tlv.ts';

describe('a header', () => {
  test.each([
    { name: 'short length', hex: '020105', tagClass: 'universal', constructed: false, tagNumber: 2, headerLength: 2 },
    { name: 'empty', hex: '3000', tagClass: 'universal', constructed: true, tagNumber: 16, headerLength: 2 },
    {
      name: 'one length octet',
      hex: `048180${'00'.repeat(128)}`,
      tagClass: 'universal',
      constructed: false,
      tagNumber: 4,
      headerLength: 3,
    },
    {
      name: 'two length octets',
      hex: `04820100${'00'.repeat(256)}`,
      tagClass: 'universal',
      constructed: false,
      tagNumber: 4,
      headerLength: 4,
    },
    { name: 'context class', hex: 'a300', tagClass: 'context', constructed: true, tagNumber: 3, headerLength: 2 },
    {
      name: 'application class',
      hex: '4100',
      tagClass: 'application',
      constructed: false,
      tagNumber: 1,
      headerLength: 2,
    },
    { name: 'private class', hex: 'de00', tagClass: 'private', constructed: false, tagNumber: 30, headerLength: 2 },
    {
      name: 'high tag number 31',
      hex: '9f1f00',
      tagClass: 'context',
      constructed: false,
      tagNumber: 31,
      headerLength: 3,
    },
    {
      name: 'high tag number 201',
      hex: 'bf814900',
      tagClass: 'context',
      constructed: true,
      tagNumber: 201,
      headerLength: 4,
    },
    {
      name: 'highest tag number',
      hex: '9fffffff7f00',
      tagClass: 'context',
      constructed: false,
      tagNumber: 2 ** 28 - 1,
      headerLength: 6,
    },
  ])('is read: $name', ({ hex, name: _, ...expected }) => {
    const bytes = fromHex(hex);
    const { headerLength } = expected;
    expect(readTlv(bytes, 0)).toEqual({
      ...expected,
      tagOctet: bytes[0],
      start: 0,
      contentStart: headerLength,
      end: bytes.length,
      depth: 0,
    });
  });

  const refused: { name: string; hex: string; code: DerErrorCode }[] = [
    { name: 'nothing', hex: '', code: 'missing-element' },
    { name: 'a tag alone', hex: '30', code: 'truncated' },
    { name: 'an indefinite length', hex: '30800000', code: 'indefinite-length' },
    { name: 'the reserved length FF', hex: '30ff', code: 'truncated' },
    { name: 'a long form of a short length', hex: '30810100', code: 'non-minimal-length' },
    { name: 'a long form of 127', hex: `04817f${'00'.repeat(127)}`, code: 'non-minimal-length' },
    { name: 'a length that begins with zero', hex: `04820080${'00'.repeat(128)}`, code: 'non-minimal-length' },
    { name: 'a length cut short', hex: '308201', code: 'truncated' },
    { name: 'content cut short', hex: '04020a', code: 'truncated' },
    { name: 'a length of 4 GiB', hex: '0484ffffffff00', code: 'truncated' },
    { name: 'a length of 2^64', hex: '0488ffffffffffffffff00', code: 'truncated' },
    { name: 'end-of-contents', hex: '0000', code: 'invalid-tag' },
    { name: 'constructed end-of-contents', hex: '2000', code: 'invalid-tag' },
    { name: 'a high form of a low tag number', hex: '9f1e00', code: 'invalid-tag' },
    { name: 'a tag number that begins with zero', hex: '9f801f00', code: 'invalid-tag' },
    { name: 'a tag number cut short', hex: '9f81', code: 'invalid-tag' },
    { name: 'a tag number without end', hex: '9fffffffff7f00', code: 'invalid-tag' },
  ];
  test.each(refused)('is refused: $name', ({ hex, code }) => {
    expect(() => readTlv(fromHex(hex), 0)).toThrow(expect.objectContaining({ code }));
  });

  test('must end where the caller says', () => {
    const bytes = fromHex('00020105ff');
    expect(readTlv(bytes, 1, 4)).toMatchObject({ start: 1, contentStart: 3, end: 4 });
    expect(() => readTlv(bytes, 1, 3)).toThrow(expect.objectContaining({ code: 'truncated' }));
    expect(() => readTlv(bytes, 1, 99).end).not.toThrow();
  });
});

describe('children', () => {
  const list = (hex: string): Tlv[] => Array.from(children(fromHex(hex), readTlv(fromHex(hex), 0)));

  test('come in order', () => {
    expect(list('3006020105a1010c')).toMatchObject([
      { tagNumber: 2, start: 2, end: 5, depth: 1 },
      { tagNumber: 1, start: 5, end: 8, depth: 1 },
    ]);
  });

  test('of a primitive element are none', () => {
    expect(list('0403020105')).toEqual([]);
  });

  test('must not run past their parent', () => {
    const bytes = fromHex('3003020205050505');
    expect(() => Array.from(children(bytes, readTlv(bytes, 0)))).toThrow(
      expect.objectContaining({ code: 'truncated' }),
    );
  });

  test('are at most 10,000', () => {
    const header = '3082' + (20_002).toString(16);
    expect(() => list(header + '0500'.repeat(10_001))).toThrow(expect.objectContaining({ code: 'too-many-elements' }));
  });

  test('lie at most 64 deep', () => {
    const levels = 200;
    let bomb = '';
    for (let level = 0; level < levels; level++) {
      const length = bomb.length / 2;
      bomb = `30${length < 128 ? '' : length < 256 ? '81' : '82'}${length.toString(16).padStart(length < 256 ? 2 : 4, '0')}${bomb}`;
    }
    const bytes = fromHex(bomb);
    const walk = (tlv: Tlv): void => {
      for (const child of children(bytes, tlv)) walk(child);
    };
    expect(() => walk(readTlv(bytes, 0))).toThrow(expect.objectContaining({ code: 'too-deep' }));
  });
});
