import { randomBytes } from 'node:crypto';

import { expect, test } from 'vitest';

import { createSealer, SealError } from './sealer.ts';

const PLACE = { table: 'trustpoints', id: '7', field: 'secret' };
const plain = Buffer.from('open sesame');

test('opens what it sealed, and shows nothing of it meanwhile', () => {
  const sealer = createSealer(randomBytes(32));
  const sealed = sealer.seal(PLACE, plain);

  expect(Buffer.from(sealed).includes(plain)).toBe(false);
  expect(Buffer.from(sealer.open(PLACE, sealed))).toEqual(plain);
});

test('seals the same value differently each time', () => {
  const sealer = createSealer(randomBytes(32));

  expect(sealer.seal(PLACE, plain)).not.toEqual(sealer.seal(PLACE, plain));
});

test.each([
  { ...PLACE, table: 'keys' },
  { ...PLACE, id: '8' },
  { ...PLACE, field: 'private_key' },
])('does not open a value that was moved to %o', (elsewhere) => {
  const sealer = createSealer(randomBytes(32));

  expect(() => sealer.open(elsewhere, sealer.seal(PLACE, plain))).toThrow(SealError);
});

test('does not open a value with any one octet changed, or cut short', () => {
  const sealer = createSealer(randomBytes(32));
  const sealed = sealer.seal(PLACE, plain);

  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Uint8Array.from(sealed, (octet, at) => (at === index ? octet ^ 1 : octet));
    expect(() => sealer.open(PLACE, changed)).toThrow(SealError);
    expect(() => sealer.open(PLACE, sealed.subarray(0, index))).toThrow(SealError);
  }
});

test('does not open a value of another key, and tells the keys apart by their check values', () => {
  const [sealer, other] = [createSealer(randomBytes(32)), createSealer(randomBytes(32))];

  expect(() => other.open(PLACE, sealer.seal(PLACE, plain))).toThrow(SealError);
  expect(sealer.isKeyOf(sealer.keyCheckValue)).toBe(true);
  expect(sealer.isKeyOf(other.keyCheckValue)).toBe(false);
  expect(sealer.isKeyOf('')).toBe(false);
});
