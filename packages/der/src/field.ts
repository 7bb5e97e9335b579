import { encode } from './encode.ts';
import type { Infer, Schema } from './schema.ts';

/** What may stand as a field in a sequence or set. */
export type Field = Schema<unknown> | OptionalField<unknown> | DefaultField<unknown>;

export type Fields = Readonly<Record<string, Field>>;

/** OPTIONAL: the property is absent when the element is. */
export interface OptionalField<T> {
  readonly presence: 'optional';
  readonly schema: Schema<T>;
}

/** DEFAULT: the property is always there. */
export interface DefaultField<T> {
  readonly presence: 'default';
  readonly schema: Schema<T>;
  readonly defaultValue: T;
  readonly defaultDer: Uint8Array;
}

/** The object that fields describe. */
export type FieldValues<F extends Fields> = Flatten<
  { readonly [K in keyof F as F[K] extends OptionalField<unknown> ? never : K]: FieldValue<F[K]> } & {
    readonly [K in keyof F as F[K] extends OptionalField<unknown> ? K : never]?: FieldValue<F[K]>;
  }
>;

type FieldValue<F> = F extends { readonly schema: infer S } ? Infer<S> : Infer<F>;
type Flatten<T> = { [K in keyof T]: T[K] };

/** `OPTIONAL`. */
export function optional<T>(schema: Schema<T>): OptionalField<T> {
  return { presence: 'optional', schema };
}

/** `DEFAULT value`: omitted when written, and refused when it was written nevertheless (X.690 11.5). */
export function withDefault<T>(schema: Schema<T>, defaultValue: T): DefaultField<T> {
  return { presence: 'default', schema, defaultValue, defaultDer: encode(schema, defaultValue) };
}
