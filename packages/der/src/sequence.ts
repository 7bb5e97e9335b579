import { equalBytes, octetAt } from './bytes.ts';
import { DerError } from './der-error.ts';
import type { DefaultField, Field, Fields, FieldValues } from './field.ts';
import type { Reader } from './reader.ts';
import { kindOf, tagged, type Schema, type Tagged } from './schema.ts';
import { tagName } from './tag-name.ts';
import type { Writer } from './writer.ts';

export interface SequenceOptions {
  /** Elements after the last known one are skipped and lost; without it they are refused. */
  readonly extensible?: boolean;
}

/**
 * SEQUENCE of named fields, in this order.
 *
 * @throws TypeError at construction, when an optional field begins like one that may follow it
 */
export function sequence<const F extends Fields>(fields: F, options: SequenceOptions = {}): Tagged<FieldValues<F>> {
  return structure(0x30, Object.entries(fields), options.extensible ?? false);
}

/**
 * SET of named fields, on the wire in the order of their tags (X.690 10.3).
 *
 * @throws TypeError at construction, when a field has no tag of its own or two have the same
 */
export function set<const F extends Fields>(fields: F): Tagged<FieldValues<F>> {
  return structure(0x31, Object.entries(fields).toSorted(byTag), false);
}

/** A field as the loops below want it. */
interface Member {
  readonly name: string;
  readonly schema: Schema<unknown>;
  readonly required: boolean;
  readonly fallback: DefaultField<unknown> | undefined;
}

function structure<T>(
  tagOctet: number,
  entries: readonly (readonly [string, Field])[],
  extensible: boolean,
): Tagged<T> {
  const members = entries.map(([name, field]) => toMember(name, field));
  checkUnambiguous(members);
  return tagged(
    tagOctet,
    (reader, end) => {
      const values = takeMembers(reader, end, members);
      if (extensible) while (reader.position < end) reader.position = reader.enterAny(end);
      if (reader.position !== end) throw trailing(reader, tagOctet);
      // as: the members were made from the fields that T was inferred from
      return values as T;
    },
    (writer, value) => {
      if (typeof value !== 'object' || value === null) throw new TypeError(`expected an object, got ${kindOf(value)}`);
      // as: each property is checked by its own schema
      writeMembers(writer, value as Readonly<Record<string, unknown>>, members);
    },
  );
}

function takeMembers(reader: Reader, end: number, members: readonly Member[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  let current = '';
  try {
    for (const { name, schema, required, fallback } of members) {
      current = name;
      const at = reader.position;
      if (required) values[name] = schema.decode(reader, end);
      else if (at < end && schema.accepts(octetAt(reader.bytes, at))) {
        values[name] = schema.decode(reader, end);
        if (fallback !== undefined) checkNotDefault(reader, at, fallback);
      } else if (fallback !== undefined) values[name] = fallback.defaultValue;
    }
  } catch (error) {
    reader.path.push(current);
    throw error;
  }
  return values;
}

function writeMembers(writer: Writer, values: Readonly<Record<string, unknown>>, members: readonly Member[]): void {
  let current = '';
  try {
    for (let index = members.length - 1; index >= 0; index--) {
      // as: the index is within the array
      const { name, schema, required, fallback } = members[index] as Member;
      current = name;
      const value = values[name];
      if (value === undefined && !required && fallback === undefined) continue;
      const mark = writer.length;
      schema.encode(writer, value);
      if (fallback !== undefined && isDefault(writer, mark, fallback)) writer.rewind(mark);
    }
  } catch (error) {
    writer.path.push(current);
    throw error;
  }
}

// The lengths are compared first, since most values differ in them and a view costs more than the rest.
function checkNotDefault({ bytes, position }: Reader, at: number, { defaultDer }: DefaultField<unknown>): void {
  if (position - at === defaultDer.length && equalBytes(bytes.subarray(at, position), defaultDer)) {
    throw new DerError('encoded-default', 'expected a default value to be omitted', at);
  }
}

function isDefault(writer: Writer, mark: number, { defaultDer }: DefaultField<unknown>): boolean {
  return writer.length - mark === defaultDer.length && equalBytes(writer.since(mark), defaultDer);
}

function trailing(reader: Reader, tagOctet: number): DerError {
  const { bytes, position } = reader;
  const found = tagName(octetAt(bytes, position));
  return new DerError('trailing-data', `expected end of ${tagName(tagOctet)}, got ${found}`, position);
}

function toMember(name: string, field: Field): Member {
  if (!('presence' in field)) return { name, schema: field, required: true, fallback: undefined };
  const fallback = field.presence === 'default' ? field : undefined;
  return { name, schema: field.schema, required: false, fallback };
}

/** An optional field and those up to the next required one are told apart by tag alone. */
function checkUnambiguous(members: readonly Member[]): void {
  for (const [index, member] of members.entries()) {
    if (member.required) continue;
    for (const follower of members.slice(index + 1)) {
      if (beginAlike(member.schema, follower.schema)) {
        throw new TypeError(`${member.name} and ${follower.name} begin alike`);
      }
      if (follower.required) break;
    }
  }
}

function beginAlike(one: Schema<unknown>, other: Schema<unknown>): boolean {
  for (let tagOctet = 0; tagOctet < 256; tagOctet++) {
    if (one.accepts(tagOctet) && other.accepts(tagOctet)) return true;
  }
  return false;
}

/** Class first, then number; the constructed bit does not count. */
function byTag(left: readonly [string, Field], right: readonly [string, Field]): number {
  const order = (tagOf(left) & 0xdf) - (tagOf(right) & 0xdf);
  if (order === 0) throw new TypeError(`${left[0]} and ${right[0]} have the same tag`);
  return order;
}

function tagOf([name, field]: readonly [string, Field]): number {
  const schema = 'presence' in field ? field.schema : field;
  if (!('tagOctet' in schema) || typeof schema.tagOctet !== 'number') {
    throw new TypeError(`${name}: expected a field with a tag of its own`);
  }
  return schema.tagOctet;
}
