import { octetAt } from './bytes.ts';
import { DerError } from './der-error.ts';
import { kindOf, tagged, type Tagged } from './schema.ts';

/** BOOLEAN: 00 or FF and nothing between (X.690 11.1). */
export const boolean: Tagged<boolean> = tagged(
  0x01,
  (reader, end) => {
    const at = reader.position;
    const octet = end - at === 1 ? octetAt(reader.bytes, at) : -1;
    if (octet !== 0x00 && octet !== 0xff) {
      throw new DerError('invalid-boolean', 'expected one octet 00 or FF', at);
    }
    reader.position = end;
    return octet === 0xff;
  },
  (writer, value) => {
    if (typeof value !== 'boolean') throw new TypeError(`expected a boolean, got ${kindOf(value)}`);
    writer.octet(value ? 0xff : 0x00);
  },
);
