import { DerError } from './der-error.ts';
import { kindOf, tagged, type Tagged } from './schema.ts';

/** NULL (X.690 8.8). */
export const nullValue: Tagged<null> = tagged(
  0x05,
  (reader, end) => {
    if (end !== reader.position) {
      throw new DerError('invalid-null', 'expected an empty NULL', reader.position);
    }
    return null;
  },
  (_, value) => {
    if (value !== null) throw new TypeError(`expected null, got ${kindOf(value)}`);
  },
);
