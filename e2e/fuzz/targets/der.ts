import {
  bitString,
  bitStringOctets,
  bitStringOf,
  bmpString,
  boolean,
  children,
  choice,
  decode,
  DerError,
  encode,
  enumerated,
  equalBytes,
  explicit,
  generalizedTime,
  ia5String,
  implicit,
  integer,
  integerOctets,
  namedBitString,
  nullValue,
  numericString,
  objectIdentifier,
  octetString,
  octetStringOf,
  optional,
  printableString,
  rawSequence,
  rawValue,
  readTlv,
  type Schema,
  sequence,
  sequenceOf,
  set,
  setOf,
  smallInteger,
  teletexString,
  type Tlv,
  universalString,
  utcTime,
  utf8String,
  visibleString,
  withDefault,
  withDer,
} from '@crypto-cmp/der';

import { type Observation, type Seed, type Target, Violation } from '../running/target.ts';
import { traceOfDerError } from './trace-of-der-error.ts';

/** Each type of packages/der, alone and within others. */
export function derTarget(): Target {
  return {
    name: 'der',
    seeds: rows.map(({ name, bytes }): Seed => ({ name, bytes })),
    repairs: ['none'],
    run: ({ seed, bytes }) => {
      walk(bytes);
      const row = rows.find(({ name }) => name === seed);
      if (row === undefined) throw new TypeError(`no schema is called ${seed}`);
      return row.look(bytes);
    },
  };
}

interface Row {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly look: (bytes: Uint8Array) => Observation;
}

function row<T>(name: string, schema: Schema<T>, value: T): Row {
  const look = (bytes: Uint8Array): Observation => {
    try {
      const read = decode(schema, bytes);
      if (!equalBytes(encode(schema, read), bytes)) throw new Violation(`${name} is written differently than read`);
      return { accepted: true, trace: `${name} ${bytes.length > 40 ? 'long' : bytes.length}` };
    } catch (error) {
      if (error instanceof DerError) return { accepted: false, trace: `${name} ${traceOfDerError(error)}` };
      throw error;
    }
  };
  return { name, bytes: encode(schema, value), look };
}

/** Without a schema: ends, and stays within the octets. */
function walk(bytes: Uint8Array): void {
  try {
    let left = 20_000;
    const visit = (tlv: Tlv): void => {
      for (const child of children(bytes, tlv)) {
        if (child.contentStart < tlv.contentStart || child.end > tlv.end || child.end <= child.start) {
          throw new Violation('an element lies outside of what holds it');
        }
        if (--left > 0) visit(child);
      }
    };
    visit(readTlv(bytes, 0));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
  }
}

const moment = new Date('2026-11-23T11:51:40Z');
const innerSchema = sequence({ type: objectIdentifier, parameters: optional(rawValue) });
const fields = {
  version: withDefault(smallInteger, 1),
  name: optional(explicit(0, utf8String)),
  time: optional(choice({ utc: utcTime, general: generalizedTime })),
  octets: octetString,
  numbers: optional(implicit(1, sequenceOf(integer, { max: 10 }))),
  attributes: optional(implicit(2, setOf(rawValue))),
  flags: optional(namedBitString),
  inner: withDer(innerSchema),
};
const innerValue = { type: '1.2.840.113549.1.1.11', parameters: Uint8Array.of(5, 0) };
const inner = { der: encode(innerSchema, innerValue), value: innerValue };

const rows: readonly Row[] = [
  row('boolean', boolean, true),
  row('integer', integer, -(2n ** 70n)),
  row('smallInteger', smallInteger, 300),
  row('enumerated', enumerated, 6),
  row('integerOctets', integerOctets, Uint8Array.of(0, 255)),
  row('null', nullValue, null),
  row('objectIdentifier', objectIdentifier, '2.16.840.1.101.3.4.2.1'),
  row('octetString', octetString, Uint8Array.of(1, 2, 3)),
  row('octetStringOf', octetStringOf(sequenceOf(integer)), [1n, 2n]),
  row('bitString', bitString, { unusedBits: 3, octets: Uint8Array.of(0xa8) }),
  row('bitStringOctets', bitStringOctets, Uint8Array.of(1, 2)),
  row('bitStringOf', bitStringOf(integer), 77n),
  row('namedBitString', namedBitString, [0, 5, 26]),
  row('utf8String', utf8String, 'grüße 😀'),
  row('numericString', numericString, '12 34'),
  row('printableString', printableString, "A-z 0'9"),
  row('teletexString', teletexString, 'caf\u00e9'),
  row('ia5String', ia5String, 'a@example.com'),
  row('visibleString', visibleString, 'plain'),
  row('universalString', universalString, 'a😀'),
  row('bmpString', bmpString, 'ab'),
  row('generalizedTime', generalizedTime, moment),
  row('utcTime', utcTime, moment),
  row('rawValue', rawValue, Uint8Array.of(0x30, 3, 2, 1, 1)),
  row('rawSequence', rawSequence, Uint8Array.of(0x30, 3, 2, 1, 1)),
  row('set', set({ a: implicit(0, integer), b: implicit(1, boolean) }), { a: 1n, b: true }),
  row('setOf', setOf(objectIdentifier), ['1.2.3', '1.2.4']),
  row('sequenceOf', sequenceOf(sequenceOf(smallInteger, { min: 1, max: 4 })), [[1, 2], [3]]),
  row('sequence', sequence(fields), {
    version: 2,
    name: 'ap-7',
    time: { type: 'general', value: moment },
    octets: Uint8Array.of(9),
    numbers: [1n, -1n],
    attributes: [Uint8Array.of(2, 1, 1), Uint8Array.of(2, 1, 2)],
    flags: [1, 3],
    inner,
  }),
];
