import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { X509Error } from './x509-error.ts';
import { encodePem, parsePem } from './pem.ts';

const block = '-----BEGIN X-----\nAQID\n-----END X-----\n';

describe('parsePem', () => {
  const accepted: Record<string, [text: string, blocks: number[][]]> = {
    'one block': [block, [[1, 2, 3]]],
    'no block': ['nothing here', []],
    'several blocks': [
      block + block,
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
    ],
    'text around blocks': [
      `subject=CN = a\n${block}and\n${block}end`,
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
    ],
    'line ends of Windows': [block.replaceAll('\n', '\r\n'), [[1, 2, 3]]],
    'line ends of old': [block.replaceAll('\n', '\r'), [[1, 2, 3]]],
    'no line end after the last line': [block.trimEnd(), [[1, 2, 3]]],
    'indented lines': [block.replaceAll(/^/gm, '  '), [[1, 2, 3]]],
    'empty lines within': ['-----BEGIN X-----\n\nAQ\n \nID\n-----END X-----', [[1, 2, 3]]],
  };
  it.each(Object.entries(accepted))('reads %s', (_, [text, blocks]) => {
    expect(parsePem(text)).toEqual(blocks.map((octets) => Uint8Array.from(octets)));
  });

  it('passes over blocks of another label', () => {
    const text = `${block}${block.replaceAll('X', 'Y').replace('AQID', 'BA==')}`;
    expect(parsePem(text, 'Y')).toEqual([Uint8Array.of(4)]);
    expect(parsePem(text, 'Z')).toEqual([]);
  });

  const refused: Record<string, string> = {
    'a block without end': '-----BEGIN X-----\nAQID\n',
    'a block that ends as another': '-----BEGIN X-----\nAQID\n-----END Y-----',
    'a block within a block': `-----BEGIN X-----\n${block}-----END X-----`,
    'what is not base64': '-----BEGIN X-----\nA!ID\n-----END X-----',
    'a block cut short': '-----BEGIN X-----\nAQIDA\n-----END X-----',
    'headers of RFC 1421, as encrypted keys have them':
      '-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\n\nAQID\n-----END X-----',
  };
  it.each(Object.entries(refused))('refuses %s', (_, text) => {
    expect(() => parsePem(text)).toThrow(expect.objectContaining({ code: 'malformed-pem' }));
  });

  it('gets through a megabyte of beginnings at once', () => {
    const start = performance.now();
    expect(() => parsePem('-----BEGIN X-----\n'.repeat(60_000))).toThrow(X509Error);
    expect(parsePem('-----BEGIN \n'.repeat(90_000))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('encodePem', () => {
  it('writes lines of 64 characters between the boundaries', () => {
    expect(encodePem('X', new Uint8Array(49))).toBe(`-----BEGIN X-----\n${'A'.repeat(64)}\nAA==\n-----END X-----\n`);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
        expect(parsePem(encodePem('CERTIFICATE', octets), 'CERTIFICATE')).toEqual([Uint8Array.from(octets)]);
      }),
    );
  });
});
