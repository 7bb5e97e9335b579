import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeTypeByOid } from './attribute-types.ts';
import { decodeName } from './decode-name.ts';
import type { DistinguishedName, NameAttribute } from './distinguished-name.ts';
import { encodeName } from './encode-name.ts';
import { formatName } from './format-name.ts';
import { matchNames } from './match-names.ts';
import { parseName } from './parse-name.ts';

/** One of the characters of a text. */
const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters));

const types = Object.values({
  printable: ['2.5.4.5', '2.5.4.46'],
  ia5: ['0.9.2342.19200300.100.1.25', '1.2.840.113549.1.9.1'],
  utf8: ['2.5.4.3', '2.5.4.4', '2.5.4.7', '2.5.4.9', '2.5.4.10', '2.5.4.11', '2.5.4.65', '0.9.2342.19200300.100.1.1'],
  withoutKeyword: ['1.3.6.1.4.1.99999.1'],
}).flat();

const texts = {
  utf8: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  printable: fc.string({ unit: oneOf("Az09 '()+,-./:=?"), minLength: 1, maxLength: 12 }),
  ia5: fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 12 }),
} as const;
/** What escaping is about, more often than chance would bring it. */
const awkward = fc.string({ unit: oneOf(' #\\,+"<>;=/\0\n\u202eü🔑a0'), minLength: 1, maxLength: 8 });

const attribute: fc.Arbitrary<NameAttribute> = fc.constantFrom(...types).chain((type) => {
  const form = attributeTypeByOid(type)?.form ?? 'utf8';
  const value = form === 'utf8' ? fc.oneof(texts.utf8, awkward) : texts[form];
  return value.map((text) => ({ type, value: text }));
});
const rdn = fc.uniqueArray(attribute, { minLength: 1, maxLength: 3, selector: ({ type }) => type });
const anyName: fc.Arbitrary<DistinguishedName> = fc.array(rdn, { maxLength: 5 }).map((rdns) => ({ rdns }));

describe('names', () => {
  it('are read back from RFC 4514 text as they were written', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(parseName(formatName(name))).toEqual(name);
      }),
      { numRuns: 2000 },
    );
  });

  it("are read back from OpenSSL's form as they were written", () => {
    const escape = (value: string) =>
      value
        .replaceAll(/[/+\\]/g, String.raw`\$&`)
        .replaceAll('\0', String.raw`\x00`)
        .replaceAll('\n', String.raw`\x0a`)
        .replaceAll('\r', String.raw`\x0d`);
    fc.assert(
      fc.property(anyName, (name) => {
        const text = name.rdns
          .map((attributes) => `/${attributes.map(({ type, value }) => `${type}=${escape(value)}`).join('+')}`)
          .join('');
        expect(parseName(text)).toEqual(name);
      }),
      { numRuns: 2000 },
    );
  });

  it('are decoded as they were encoded, with the attributes of a step in the order of their DER', () => {
    const sorted = ({ rdns }: DistinguishedName) =>
      rdns.map((attributes) => attributes.toSorted((one, other) => (one.type < other.type ? -1 : 1)));
    fc.assert(
      fc.property(anyName, (name) => {
        const der = encodeName(name);
        expect(sorted(decodeName(der))).toEqual(sorted(name));
        expect(encodeName(decodeName(der))).toEqual(der);
        expect(matchNames(der, encodeName(parseName(formatName(der))))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('never make parseName throw anything but a NameError', () => {
    const text = fc.string({ unit: oneOf('CNO=,+\\/# "0aFx.;\ud83d🔑'), maxLength: 20 });
    fc.assert(
      fc.property(text, (input) => {
        try {
          parseName(input);
        } catch (error) {
          expect(error).toMatchObject({ name: 'NameError' });
        }
      }),
      { numRuns: 5000 },
    );
  });
});
