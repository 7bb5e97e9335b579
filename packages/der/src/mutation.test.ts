import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bitStringOctets, namedBitString } from './bit-string.ts';
import { boolean } from './boolean.ts';
import { concat, equalBytes, toHex } from './bytes.ts';
import {
  bmpString,
  ia5String,
  printableString,
  teletexString,
  universalString,
  utf8String,
} from './character-string.ts';
import { choice } from './choice.ts';
import { sequenceOf, setOf } from './collection.ts';
import { decode } from './decode.ts';
import { DerError } from './der-error.ts';
import { encode } from './encode.ts';
import { optional, withDefault } from './field.ts';
import { integerOctets, smallInteger } from './integer.ts';
import { objectIdentifier } from './object-identifier.ts';
import { octetString } from './octet-string.ts';
import { rawValue } from './raw.ts';
import type { Infer, Schema } from './schema.ts';
import { sequence } from './sequence.ts';
import { explicit, implicit } from './tagging.ts';
import { generalizedTime, utcTime } from './time.ts';
import { children, readTlv, type Tlv } from './tlv.ts';

test('a certificate survives the way there and back', () => {
  for (const original of originals) {
    const certificate = decode(Certificate, original);
    expect(toHex(encode(Certificate, certificate))).toBe(toHex(original));
    expect(brokenExtensions(certificate)).toEqual([]);
  }
});

/** Every mutant is either refused with a DerError or written again as it was read: there is no second reading. */
test('a hundred thousand broken certificates are refused or come back byte for byte', () => {
  const random = pseudoRandom(20240229);
  const codes = new Set<string>();
  let mutants = 0;
  let accepted = 0;
  const tryOut = (mutant: Uint8Array): void => {
    mutants++;
    try {
      const certificate = decode(Certificate, mutant);
      accepted++;
      if (!equalBytes(encode(Certificate, certificate), mutant)) throw new Error(`read otherwise: ${toHex(mutant)}`);
      for (const error of brokenExtensions(certificate)) codes.add(error.code);
    } catch (error) {
      if (!(error instanceof DerError)) throw new Error(`not refused well: ${toHex(mutant)}`, { cause: error });
      codes.add(error.code);
    }
  };

  for (const original of originals) {
    for (let bit = 0; bit < 8 * original.length; bit++) tryOut(flip(original, bit));
    for (let at = 0; at <= original.length; at++) {
      tryOut(splice(original, at, at + 1, new Uint8Array()));
      tryOut(splice(original, at, at, Uint8Array.of(random(256))));
      tryOut(original.subarray(0, at));
    }
  }
  for (let count = 0; count < 45_000; count++) tryOut(blindly(pick(originals, random), random));
  for (let count = 0; count < 45_000; count++) {
    let mutant: Uint8Array = pick(originals, random);
    for (let times = 1 + random(3); times > 0; times--) mutant = knowingly(mutant, random);
    tryOut(mutant);
  }

  // Were they all refused at the first octet, nothing would have been tried.
  expect(mutants).toBeGreaterThan(100_000);
  expect(accepted).toBeGreaterThan(5_000);
  expect(accepted).toBeLessThan(mutants - 5_000);
  expect(Array.from(codes).toSorted()).toEqual([
    'encoded-default',
    'indefinite-length',
    'integer-out-of-range',
    'invalid-bit-string',
    'invalid-boolean',
    'invalid-integer',
    'invalid-object-identifier',
    'invalid-string',
    'invalid-tag',
    'invalid-time',
    'missing-element',
    'non-minimal-length',
    'too-few-elements',
    'trailing-data',
    'truncated',
    'unexpected-tag',
    'unsorted-set',
  ]);
}, 60_000);

type Random = (below: number) => number;

/** Cuts, copies and overwrites without regard to structure. */
function blindly(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random(bytes.length);
  const end = Math.min(bytes.length, at + random(8));
  const other = pick(originals, random);
  const from = random(other.length);
  const insert = [
    other.subarray(from, from + random(20)),
    Uint8Array.of(pick([0x00, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xff], random)),
    Uint8Array.from({ length: random(4) }, () => random(256)),
  ];
  return splice(bytes, at, end, pick(insert, random));
}

/** Breaks one element and mends the lengths around it, so that the fault lies deep inside. */
function knowingly(bytes: Uint8Array, random: Random): Uint8Array {
  try {
    const elements = allElements(bytes, readTlv(bytes, 0));
    const target = pick(elements, random);
    const broken = brokenElement(bytes, target, elements, random);
    return replaceElement(bytes, readTlv(bytes, 0), target, broken);
  } catch (error) {
    if (error instanceof DerError) return bytes; // an earlier mutation has left no tree to climb
    throw error;
  }
}

function brokenElement(bytes: Uint8Array, target: Tlv, elements: readonly Tlv[], random: Random): Uint8Array {
  const whole = bytes.subarray(target.start, target.end);
  const content = bytes.subarray(target.contentStart, target.end);
  const other = pick(elements, random);
  const at = random(content.length + 1);
  const mutations: readonly (() => Uint8Array)[] = [
    () => new Uint8Array(),
    () => concat(whole, whole),
    () => bytes.subarray(other.start, other.end),
    () => concat(whole, bytes.subarray(other.start, other.end)),
    () => concat(Uint8Array.of(random(256)), whole.subarray(1)),
    () => element(target.tagOctet, splice(content, at, at + 1, new Uint8Array())),
    () =>
      element(target.tagOctet, splice(content, at, at, Uint8Array.of(pick([0x00, 0x01, 0x7f, 0x80, 0xff], random)))),
    () => element(target.tagOctet, splice(content, at, at + 1, Uint8Array.of(random(256)))),
    () => element(target.tagOctet, content.subarray(0, at)),
    () => concat(Uint8Array.of(target.tagOctet, 0x80), content, Uint8Array.of(0, 0)),
    () => concat(Uint8Array.of(target.tagOctet, 0x83, 0, content.length >> 8, content.length & 0xff), content),
  ];
  return pick(mutations, random)();
}

function allElements(bytes: Uint8Array, tlv: Tlv): Tlv[] {
  return [tlv, ...Array.from(children(bytes, tlv)).flatMap((child) => allElements(bytes, child))];
}

function replaceElement(bytes: Uint8Array, tlv: Tlv, target: Tlv, replacement: Uint8Array): Uint8Array {
  if (tlv.start === target.start && tlv.depth === target.depth) return replacement;
  if (target.start < tlv.start || target.start >= tlv.end) return bytes.subarray(tlv.start, tlv.end);
  const parts = Array.from(children(bytes, tlv), (child) => replaceElement(bytes, child, target, replacement));
  return element(tlv.tagOctet, concat(...parts));
}

function element(tagOctet: number, content: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(tagOctet), encode(octetString, content).subarray(1));
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice();
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
}

function splice(bytes: Uint8Array, start: number, end: number, insert: Uint8Array): Uint8Array {
  return concat(bytes.subarray(0, start), insert, bytes.subarray(end));
}

function pick<T>(from: readonly T[], random: Random): T {
  // as: no list here is empty
  return from[random(from.length)] as T;
}

/** Mulberry32: the same mutants in every run. */
function pseudoRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

// Stricter than x509, which reads certificates as leniently as the world writes them: here every rule is to be met.
const algorithmIdentifier = sequence({ algorithm: objectIdentifier, parameters: optional(rawValue) });
const directoryString = choice({ teletexString, printableString, universalString, utf8String, bmpString, ia5String });
const name = sequenceOf(setOf(sequence({ type: objectIdentifier, value: directoryString }), { min: 1 }));
const time = choice({ utcTime, generalizedTime });
const extension = sequence({
  extnID: objectIdentifier,
  critical: withDefault(boolean, false),
  extnValue: octetString,
});

const tbsCertificate = sequence({
  version: withDefault(explicit(0, smallInteger), 0),
  serialNumber: integerOctets,
  signature: algorithmIdentifier,
  issuer: name,
  validity: sequence({ notBefore: time, notAfter: time }),
  subject: name,
  subjectPublicKeyInfo: sequence({ algorithm: algorithmIdentifier, subjectPublicKey: bitStringOctets }),
  extensions: optional(explicit(3, sequenceOf(extension, { min: 1 }))),
});

const Certificate = sequence({
  tbsCertificate,
  signatureAlgorithm: algorithmIdentifier,
  signatureValue: bitStringOctets,
});

const generalName = choice({
  rfc822Name: implicit(1, ia5String),
  dNSName: implicit(2, ia5String),
  directoryName: explicit(4, name),
  iPAddress: implicit(7, octetString),
});

const extensionSchemas: Readonly<Record<string, Schema<unknown>>> = {
  '2.5.29.14': octetString,
  '2.5.29.15': namedBitString,
  '2.5.29.17': sequenceOf(generalName, { min: 1 }),
  '2.5.29.19': sequence({ cA: withDefault(boolean, false), pathLenConstraint: optional(smallInteger) }),
  '2.5.29.35': sequence({ keyIdentifier: optional(implicit(0, octetString)) }),
  '2.5.29.37': sequenceOf(objectIdentifier, { min: 1 }),
};

/** Checks the same promise on what the extensions hold. */
function brokenExtensions(certificate: Infer<typeof Certificate>): DerError[] {
  const errors: DerError[] = [];
  for (const { extnID, extnValue } of certificate.tbsCertificate.extensions ?? []) {
    const schema = extensionSchemas[extnID] ?? rawValue;
    try {
      const value = decode(schema, extnValue);
      if (!equalBytes(encode(schema, value), extnValue)) throw new Error(`read otherwise: ${toHex(extnValue)}`);
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      errors.push(error);
    }
  }
  return errors;
}

const originals = ['p256', 'rsa', 'ed25519'].map(
  (file) => new Uint8Array(readFileSync(new URL(`../testdata/${file}.der`, import.meta.url))),
);
