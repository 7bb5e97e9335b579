import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iterateSha256 } from './iterate-sha256.ts';

describe('iterateSha256', () => {
  it('is what OpenSSL makes of the same octets, as often', () => {
    const octets = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(octets, fc.integer({ min: 1, max: 50 }), (value, iterations) => {
        let expected: Uint8Array = value;
        for (let done = 0; done < iterations; done++) expected = hash('sha256', expected, 'buffer');
        expect(iterateSha256(value, iterations)).toEqual(new Uint8Array(expected));
      }),
    );
  });

  it('takes a view into a larger buffer for what it is, and leaves it as it was', () => {
    const buffer = Uint8Array.from({ length: 64 }, (_, index) => index * 3);
    const view = buffer.subarray(5, 37);
    const before = Uint8Array.from(buffer);
    expect(iterateSha256(view, 1)).toEqual(new Uint8Array(hash('sha256', view, 'buffer')));
    expect(buffer).toEqual(before);
  });

  it('takes nothing of another length', () => {
    expect(() => iterateSha256(new Uint8Array(31), 1)).toThrow(TypeError);
  });
});
