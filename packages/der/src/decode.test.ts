import { describe, expect, test } from 'vitest';
import { boolean } from './boolean.ts';
import { fromHex } from './bytes.ts';
import { choice } from './choice.ts';
import { sequenceOf } from './collection.ts';
import { decode } from './decode.ts';
import { DerError } from './der-error.ts';
import { optional } from './field.ts';
import { integer, smallInteger } from './integer.ts';
import { objectIdentifier } from './object-identifier.ts';
import { octetString } from './octet-string.ts';
import { rawSequence, rawValue } from './raw.ts';
import { sequence } from './sequence.ts';
import { explicit } from './tagging.ts';
import { generalizedTime } from './time.ts';

const message = sequence({
  header: sequence({ pvno: smallInteger, messageTime: optional(explicit(0, generalizedTime)) }),
  body: choice({ ir: explicit(0, sequenceOf(sequence({ certReq: smallInteger }))) }),
});

describe('an error', () => {
  test('says where, what and at which offset', () => {
    const input = fromHex('301a3015020102a010180e3230323430323330303130323033a00130');
    expect(() => decode(message, input)).toThrow(
      new DerError('invalid-time', 'invalid time', 11, 'header.messageTime'),
    );
    expect(() => decode(message, input)).toThrow('header.messageTime: invalid time (offset 11)');
  });

  test('names alternatives and element numbers', () => {
    const input = fromHex('30133003020102a00c300a30030201013003020200');
    expect(() => decode(message, input)).toThrow(
      expect.objectContaining({ path: 'body.ir[1].certReq', code: 'truncated', offset: 19 }),
    );
  });

  test('of the outermost element has no path', () => {
    expect(() => decode(message, fromHex('0500'))).toThrow('expected SEQUENCE, got NULL (offset 0)');
  });
});

describe('the input', () => {
  test('is filled by the value', () => {
    expect(() => decode(boolean, fromHex('0101ff00'))).toThrow(
      expect.objectContaining({ code: 'trailing-data', offset: 3 }),
    );
    expect(() => decode(boolean, fromHex(''))).toThrow(expect.objectContaining({ code: 'missing-element' }));
  });

  test('is at most 1 MiB unless the caller says otherwise', () => {
    const large = fromHex(`0483100000${'00'.repeat(1024 * 1024)}`);
    expect(() => decode(octetString, large)).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(decode(octetString, large, { maxBytes: large.length })).toHaveLength(1024 * 1024);
    expect(() => decode(boolean, fromHex('0101ff'), { maxBytes: 2 })).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
  });

  test('may be a Buffer, and the result has none', () => {
    const value = decode(octetString, Buffer.from('ff04020102', 'hex').subarray(1));
    expect(value.constructor).toBe(Uint8Array);
    expect(value).toEqual(Uint8Array.of(1, 2));
  });

  test('is bytes', () => {
    // as: a caller without types
    expect(() => decode(boolean, '0101ff' as never)).toThrow(new TypeError('expected bytes, got string'));
  });
});

describe('hostile input of 10 MB is refused within 10 ms', () => {
  const size = 10_000_000;
  const maxBytes = 2 * size;
  const filled = (octet: number, ...head: number[]): Uint8Array => {
    const bytes = new Uint8Array(size).fill(octet);
    bytes.set(head);
    return bytes;
  };
  const length = [(size - 5) >> 24, ((size - 5) >> 16) & 0xff, ((size - 5) >> 8) & 0xff, (size - 5) & 0xff];

  test.each([
    {
      name: 'any value, at the usual limit',
      bytes: filled(0, 0x30, 0x84, ...length),
      schema: message,
      options: {},
      code: 'too-large',
    },
    {
      name: 'a depth bomb of indefinite lengths',
      bytes: filled(0x80, 0x30).map((octet, at) => (at % 2 ? octet : 0x30)),
      schema: rawSequence,
      options: { maxBytes },
      code: 'indefinite-length',
    },
    {
      name: 'a length bomb',
      bytes: filled(0xff, 0x30, 0x84, 0xff, 0xff, 0xff, 0xff),
      schema: rawValue,
      options: { maxBytes },
      code: 'truncated',
    },
    {
      name: 'ten million elements',
      bytes: filled(0x05, 0x30, 0x83, 0x98, 0x96, 0x7b).map((octet, at) => (at < 5 || at % 2 ? octet : 0)),
      schema: sequenceOf(rawValue),
      options: { maxBytes },
      code: 'too-many-elements',
    },
    {
      name: 'a huge INTEGER',
      bytes: filled(0x01, 0x02, 0x83, 0x98, 0x96, 0x7b),
      schema: integer,
      options: { maxBytes },
      code: 'integer-out-of-range',
    },
    {
      name: 'a huge OBJECT IDENTIFIER',
      bytes: filled(0x01, 0x06, 0x83, 0x98, 0x96, 0x7b),
      schema: objectIdentifier,
      options: { maxBytes },
      code: 'invalid-object-identifier',
    },
    {
      name: 'a huge time',
      bytes: filled(0x5a, 0x18, 0x83, 0x98, 0x96, 0x7b),
      schema: generalizedTime,
      options: { maxBytes },
      code: 'invalid-time',
    },
  ])('$name', ({ bytes, schema, options, code }) => {
    const elapsed = Array.from({ length: 3 }, () => {
      const start = performance.now();
      expect(() => decode<unknown>(schema, bytes, options)).toThrow(expect.objectContaining({ code }));
      return performance.now() - start;
    });
    expect(Math.min(...elapsed)).toBeLessThan(10);
  });
});
