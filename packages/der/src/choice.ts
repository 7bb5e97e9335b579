import { octetAt } from './bytes.ts';
import { rawValue } from './raw.ts';
import { missing, unexpectedTag } from './reader.ts';
import { kindOf, type Infer, type Schema } from './schema.ts';

export type Alternatives = Readonly<Record<string, Schema<unknown>>>;

/** `{ type: 'name', value }`, one for each alternative. */
export type ChoiceValue<A extends Alternatives> = {
  [K in keyof A & string]: { readonly type: K; readonly value: Infer<A[K]> };
}[keyof A & string];

/**
 * CHOICE, told apart by tag.
 *
 * {@link rawValue} as the last alternative takes every tag that is left.
 *
 * @throws TypeError at construction, when two alternatives begin alike
 */
export function choice<const A extends Alternatives>(alternatives: A): Schema<ChoiceValue<A>> {
  const names = Object.keys(alternatives);
  const schemas = Object.values(alternatives);
  const indexOfTag = indexByTag(names, schemas);
  const expected = `one of ${names.join(', ')}`;
  return {
    expected,
    accepts: (tagOctet) => (indexOfTag[tagOctet] ?? none) !== none,
    decode: (reader, end) => {
      const at = reader.position;
      if (at >= end) throw missing(expected, at);
      const tagOctet = octetAt(reader.bytes, at);
      const index = indexOfTag[tagOctet] ?? none;
      const type = names[index];
      const schema = schemas[index];
      if (type === undefined || schema === undefined) throw unexpectedTag(expected, tagOctet, at);
      try {
        // as: name and schema come from the same entry
        return { type, value: schema.decode(reader, end) } as ChoiceValue<A>;
      } catch (error) {
        reader.path.push(type);
        throw error;
      }
    },
    encode: (writer, value) => {
      const schema = typeof value?.type === 'string' ? schemas[names.indexOf(value.type)] : undefined;
      if (schema === undefined) throw new TypeError(`expected ${expected}, got ${kindOf(value)}`);
      try {
        schema.encode(writer, value.value);
      } catch (error) {
        writer.path.push(value.type);
        throw error;
      }
    },
  };
}

function indexByTag(names: readonly string[], schemas: readonly Schema<unknown>[]): Int16Array {
  const indexOfTag = new Int16Array(256).fill(none);
  for (const [index, schema] of schemas.entries()) {
    const takesTheRest = schema === rawValue && index === schemas.length - 1;
    for (let tagOctet = 0; tagOctet < 256; tagOctet++) {
      if (!schema.accepts(tagOctet)) continue;
      const earlier = names[indexOfTag[tagOctet] ?? none];
      if (earlier === undefined) indexOfTag[tagOctet] = index;
      else if (!takesTheRest) throw new TypeError(`choice: ${earlier} and ${names[index]} begin alike`);
    }
  }
  return indexOfTag;
}

const none = -1;
