import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitString, bitStringOctets, bitStringOf, namedBitString } from './bit-string.ts';
import { boolean } from './boolean.ts';
import { compareBytes } from './bytes.ts';
import {
  bmpString,
  ia5String,
  numericString,
  printableString,
  teletexString,
  universalString,
  utf8String,
  visibleString,
} from './character-string.ts';
import { choice } from './choice.ts';
import { sequenceOf, setOf } from './collection.ts';
import { decode } from './decode.ts';
import { DerError } from './der-error.ts';
import { encode } from './encode.ts';
import { optional, withDefault, type Field } from './field.ts';
import { enumerated, integer, integerOctets, smallInteger } from './integer.ts';
import { nullValue } from './null-value.ts';
import { objectIdentifier } from './object-identifier.ts';
import { octetString, octetStringOf } from './octet-string.ts';
import { rawValue, withDer } from './raw.ts';
import type { Schema, Tagged } from './schema.ts';
import { sequence, set } from './sequence.ts';
import { explicit, implicit } from './tagging.ts';
import { generalizedTime, utcTime } from './time.ts';

test('any value of any schema comes back from its encoding', () => {
  fc.assert(
    fc.property(sample, ({ schema, value }) => {
      const der = encode(schema, value);
      const decoded = decode(schema, der);
      expect(decoded).toStrictEqual(value);
      expect(encode(schema, decoded)).toEqual(der);
    }),
    { numRuns: 2000 },
  );
});

test('whatever decode accepts, encode gives back byte for byte', () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(sample, fc.nat(), fc.nat(255), ({ schema, value }, place, octet) => {
      const der = encode(schema, value);
      der[place % der.length] = octet;
      const decoded = decodeOrRefuse(schema, der);
      if (decoded === undefined) refused++;
      else {
        accepted++;
        expect(encode(schema, decoded.value)).toEqual(der);
      }
    }),
    { numRuns: 4000 },
  );
  expect(accepted).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
});

/** A schema with one of its values. */
interface Sample {
  readonly schema: Schema<unknown>;
  readonly value: unknown;
}

interface TaggedSample {
  readonly schema: Tagged<unknown>;
  readonly value: unknown;
}

function decodeOrRefuse(schema: Schema<unknown>, der: Uint8Array): { value: unknown } | undefined {
  try {
    return { value: decode(schema, der) };
  } catch (error) {
    expect(error).toBeInstanceOf(DerError);
    return undefined;
  }
}

function of<T>(schema: Tagged<T>, values: fc.Arbitrary<T>): fc.Arbitrary<TaggedSample> {
  return values.map((value) => ({ schema, value }));
}

/** Plain bytes: views compare equal only when they are of one type. */
const octets = fc.uint8Array({ maxLength: 20 }).map((bytes) => new Uint8Array(bytes));
const text = (characters: string): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...characters), maxLength: 20 });
const wholeText = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => value.isWellFormed());
const date = (min: string, max: string): fc.Arbitrary<Date> =>
  fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });
const wholeSeconds = (value: Date): Date => new Date(Math.floor(value.getTime() / 1000) * 1000);

const primitive: fc.Arbitrary<TaggedSample> = fc.oneof(
  of(boolean, fc.boolean()),
  of(integer, fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n })),
  of(
    smallInteger,
    fc.maxSafeInteger().map((value) => value + 0),
  ),
  of(enumerated, fc.integer()),
  of(
    integerOctets,
    fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map((value) => new Uint8Array(encode(integer, value).subarray(2))),
  ),
  of(nullValue, fc.constant(null)),
  of(
    objectIdentifier,
    fc
      .tuple(
        fc.oneof(fc.tuple(fc.nat(1), fc.nat(39)), fc.tuple(fc.constant(2), fc.nat())),
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 70n }), { maxLength: 4 }),
      )
      .map(([[first, second], arcs]) => [first, second, ...arcs].join('.')),
  ),
  of(octetString, octets),
  of(bitStringOctets, octets),
  of(
    bitString,
    fc.tuple(fc.nat(7), fc.uint8Array({ minLength: 1, maxLength: 9 })).map(([unusedBits, bytes]) => ({
      unusedBits,
      octets: new Uint8Array(bytes).map((octet, at) =>
        at === bytes.length - 1 ? (octet >> unusedBits) << unusedBits : octet,
      ),
    })),
  ),
  of(
    namedBitString,
    fc.uniqueArray(fc.nat(999), { maxLength: 5 }).map((bits) => bits.toSorted((a, b) => a - b)),
  ),
  of(utf8String, wholeText),
  of(universalString, wholeText),
  of(bmpString, fc.string({ unit: fc.integer({ min: 0, max: 0xd7ff }).map((code) => String.fromCharCode(code)) })),
  of(numericString, text('0123456789 ')),
  of(printableString, text("azAZ09 '()+,-./:=?")),
  of(visibleString, text(' azAZ09@_~*')),
  of(ia5String, text('\0\n az@\x7f')),
  of(teletexString, text('\0az\x80é\xff')),
  of(generalizedTime, date('0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z')),
  of(utcTime, date('1950-01-01T00:00:00Z', '2049-12-31T23:59:59Z').map(wholeSeconds)),
);

/** Structures of at most four levels, whose parts are told apart by context tags. */
const { tagged } = fc.letrec<{ tagged: TaggedSample }>((tie) => ({
  tagged: fc.oneof(
    { maxDepth: 4, depthSize: 'medium', withCrossShrink: true },
    primitive,
    tie('tagged').map(({ schema, value }) => ({ schema: octetStringOf(schema), value })),
    tie('tagged').map(({ schema, value }) => ({ schema: bitStringOf(schema), value })),
    fc.tuple(fc.nat(30), tie('tagged')).map(([n, { schema, value }]) => ({ schema: implicit(n, schema), value })),
    fc.tuple(fc.nat(30), tie('tagged')).map(([n, { schema, value }]) => ({ schema: explicit(n, schema), value })),
    fc.tuple(tie('tagged'), fc.nat(4), fc.boolean()).map(toCollection),
    fc.tuple(fc.array(fc.tuple(tie('tagged'), fc.nat(5)), { maxLength: 5 }), fc.boolean()).map(toStructure),
    fc.tuple(fc.array(tie('tagged'), { minLength: 1, maxLength: 4 }), fc.nat()).map(toChoice),
  ),
}));

const sample: fc.Arbitrary<Sample> = fc.oneof(
  { weight: 20, arbitrary: tagged },
  {
    weight: 1,
    arbitrary: tagged.map(({ schema, value }) => ({ schema: rawValue, value: new Uint8Array(encode(schema, value)) })),
  },
  {
    weight: 1,
    arbitrary: tagged.map(({ schema, value }) => ({
      schema: withDer(schema),
      value: { der: new Uint8Array(encode(schema, value)), value },
    })),
  },
);

function toCollection([{ schema, value }, count, sorted]: [TaggedSample, number, boolean]): TaggedSample {
  if (!sorted) return { schema: sequenceOf(schema), value: Array.from({ length: count }, () => value) };
  const choices = [nullValue, schema].map((each, index) => ({ type: `c${index}`, schema: implicit(index, each) }));
  const element = choice(Object.fromEntries(choices.map((each) => [each.type, each.schema])));
  const values = [
    { type: 'c0', value: null },
    { type: 'c1', value },
  ];
  const inOrder = values.toSorted((a, b) => compareBytes(encode(element, a), encode(element, b)));
  return { schema: setOf(element), value: inOrder };
}

function toStructure([parts, isSet]: [[TaggedSample, number][], boolean]): TaggedSample {
  const fields: Record<string, Field> = {};
  const value: Record<string, unknown> = {};
  for (const [index, [part, presence]] of parts.entries()) {
    const name = `f${index}`;
    const schema = explicit(index, part.schema);
    fields[name] = presence <= 1 ? optional(schema) : presence === 2 ? withDefault(schema, part.value) : schema;
    if (presence !== 0) value[name] = part.value;
  }
  return { schema: isSet ? set(fields) : sequence(fields), value };
}

function toChoice([parts, pick]: [TaggedSample[], number]): TaggedSample {
  const alternatives = parts.map(({ schema }, index) => [`a${index}`, implicit(index, schema)] as const);
  const index = pick % parts.length;
  return {
    schema: explicit(0, choice(Object.fromEntries(alternatives))),
    value: { type: `a${index}`, value: parts[index]?.value },
  };
}

test('the generator itself is not empty', () => {
  expect(new Set(fc.sample(tagged, 500).map(({ schema }) => schema.tagOctet)).size).toBeGreaterThan(20);
});
