import { decode, encode, type Schema } from '@crypto-cmp/der';

/** A structure with every field there, and its tags as its ASN.1 module wants them: see skeleton.ts. */
export interface StructureRow {
  readonly title: string;
  readonly tags: string;
  readonly der: () => Uint8Array;
  readonly again: (der: Uint8Array) => Uint8Array;
}

export function row<T>(title: string, schema: Schema<T>, value: T, tags: string): StructureRow {
  return { title, tags, der: () => encode(schema, value), again: (der) => encode(schema, decode(schema, der)) };
}
