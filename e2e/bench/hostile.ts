import { PKIMessage } from '@crypto-cmp/cmp';
import { concat, decode, DerError } from '@crypto-cmp/der';

import { wallClock } from './clocks.ts';
import type { Figure } from './figure.ts';
import { measureRounds, median } from './measure-rounds.ts';

/** How long input takes that is made to be slow, in each of its shapes; the slowest shape counts. */
export async function measureHostile(rounds: number): Promise<Figure[]> {
  const asItComes = await slowestShape(10_000_000, {}, rounds);
  const limitLifted = await slowestShape(10_000_000, { maxBytes: 20_000_000 }, rounds);
  const withinLimit = await slowestShape(1_000_000, {}, rounds);
  const section = `Hostile input (${Object.keys(SHAPES).length} shapes; the slowest counts)`;
  return [
    { section, name: '10 MB refused', unit: 'ms', goal: { atMost: 10 }, ...asItComes },
    { section, name: '10 MB refused, were there no limit of size', unit: 'ms', ...limitLifted },
    { section, name: '1 MB refused, just within the limit of size', unit: 'ms', ...withinLimit },
  ];
}

async function slowestShape(
  length: number,
  options: { maxBytes?: number },
  rounds: number,
): Promise<Pick<Figure, 'value' | 'from'>> {
  const subjects = Object.entries(SHAPES).map(([name, make]) => {
    const bytes = make(length);
    return [name, { times: 1, clock: wallClock, run: () => refuse(bytes, options) }] as const;
  });
  const measured = await measureRounds(Object.fromEntries(subjects), rounds);
  const medians = Object.entries(measured).map(([name, times]) => ({ name, value: median(times) }));
  const slowest = medians.reduce((a, b) => (b.value > a.value ? b : a));
  return { value: slowest.value, from: `median of ${rounds} rounds, ${slowest.name}` };
}

function refuse(bytes: Uint8Array, options: { maxBytes?: number }): void {
  try {
    decode(PKIMessage, bytes, options);
  } catch (error) {
    if (error instanceof DerError) return;
    throw error;
  }
  throw new Error('hostile input was decoded');
}

/** Each makes about `length` octets. */
const SHAPES: Readonly<Record<string, (length: number) => Uint8Array>> = {
  zeros: (length) => new Uint8Array(length),
  'one octet repeated': (length) => new Uint8Array(length).fill(0x30),
  'indefinite lengths within each other': (length) => new Uint8Array(length).map((_, at) => [0x30, 0x80][at % 2] ?? 0),
  'a message of nothing but certificates': (length) => message(explicit(1, sequence(emptySequences(length)))),
  'generalInfo without end': (length) =>
    sequence(concat(sequence(concat(HEADER, explicit(8, sequence(emptySequences(length))))), BODY)),
  'freeText without end': (length) =>
    sequence(concat(sequence(concat(HEADER, explicit(7, sequence(repeat([0x0c, 0x01, 0x61], length))))), BODY)),
  'one text, broken at its end': (length) => {
    const text = new Uint8Array(length).fill(0x61);
    text[length - 1] = 0xff;
    return sequence(concat(sequence(concat(HEADER, explicit(7, sequence(tlv(0x0c, text))))), BODY));
  },
  'one number without end': (length) => sequence(sequence(tlv(0x02, new Uint8Array(length).fill(0x7f)))),
  'one object identifier without end': (length) =>
    sequence(
      concat(sequence(concat(HEADER, explicit(1, sequence(tlv(0x06, new Uint8Array(length).fill(0x81)))))), BODY),
    ),
};

function message(extraCerts: Uint8Array): Uint8Array {
  return sequence(concat(sequence(HEADER), BODY, extraCerts));
}

function emptySequences(length: number): Uint8Array {
  return repeat([0x30, 0x00], length);
}

function repeat(octets: readonly number[], length: number): Uint8Array {
  const whole = Math.floor(length / octets.length) * octets.length;
  return new Uint8Array(whole).map((_, at) => octets[at % octets.length] ?? 0);
}

function sequence(content: Uint8Array): Uint8Array {
  return tlv(0x30, content);
}

function explicit(tag: number, content: Uint8Array): Uint8Array {
  return tlv(0xa0 + tag, content);
}

function tlv(tagOctet: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const octets = [24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff);
  const significant = octets.slice(octets.findIndex((octet) => octet !== 0));
  const header = length < 0x80 ? [length] : [0x80 + significant.length, ...significant];
  return concat(Uint8Array.of(tagOctet, ...header), content);
}

/** pvno 2, sender and recipient the NULL-DN. */
const NULL_DN = explicit(4, sequence(new Uint8Array()));
const HEADER = concat(Uint8Array.of(0x02, 0x01, 0x02), NULL_DN, NULL_DN);
/** pkiconf. */
const BODY = explicit(19, Uint8Array.of(0x05, 0x00));
