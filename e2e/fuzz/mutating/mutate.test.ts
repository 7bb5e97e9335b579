import { fromHex, toHex } from '@crypto-cmp/der';
import { expect, it } from 'vitest';

import { readCaptures } from '../targets/captures.ts';
import { mutate, toParent } from './mutate.ts';
import { createRandom } from './random.ts';
import { countNodes, parseForest, writeForest } from './tlv-tree.ts';

it('writes the elements of recorded messages as they were', () => {
  for (const { bytes } of readCaptures()) {
    const forest = parseForest(bytes);
    expect(forest && toHex(writeForest(forest))).toBe(toHex(bytes));
    expect(countNodes(forest ?? [])).toBeGreaterThan(20);
  }
});

it('looks into what lies in OCTET STRING and BIT STRING', () => {
  expect(countNodes(parseForest(fromHex('040530030201ff')) ?? [])).toBe(3);
  expect(countNodes(parseForest(fromHex('03060030030201ff')) ?? [])).toBe(3);
  expect(countNodes(parseForest(fromHex('0403aabbcc')) ?? [])).toBe(1);
});

it('takes octets that are no elements as octets', () => {
  expect(parseForest(fromHex('3005'))).toBeUndefined();
  const random = createRandom(1);
  const parent = toParent(fromHex('3005'));
  expect(mutate(parent, random, parent)).toBeInstanceOf(Uint8Array);
});

it('changes nearly everything that it is given, and keeps much of it well-formed', () => {
  const random = createRandom(1);
  const captures = readCaptures().map(({ bytes }) => toParent(bytes));
  let changed = 0;
  let wellFormed = 0;
  for (let count = 0; count < 2000; count++) {
    const parent = random.pick(captures);
    const mutant = mutate(parent, random, random.pick(captures));
    if (toHex(mutant) !== toHex(parent.bytes)) changed++;
    if (parseForest(mutant) !== undefined) wellFormed++;
  }
  expect(changed).toBeGreaterThan(1700);
  expect(wellFormed).toBeGreaterThan(1000);
});
