import { z } from 'zod';

/** A page of a list. `start` rows stand before its first one, so that "51 to 100 of 248" can be said. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    total: z.int().nonnegative(),
    start: z.int().nonnegative(),
    /** Opaque; null on the last page. */
    nextCursor: z.string().nullable(),
    /** Opaque; null on the first page. */
    previousCursor: z.string().nullable(),
  });
}

/** One page, whatever is on it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly start: number;
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
}

export const PAGE_SIZE = { default: 50, max: 200 } as const;

/** What every list takes, beside its sort keys. */
export const listQuery = {
  limit: z.coerce.number<number | string>().int().min(1).max(PAGE_SIZE.max).default(PAGE_SIZE.default),
  cursor: z.string().max(500).optional(),
  /** Words to find; empty finds all. */
  q: z.string().max(200).default(''),
};

/** A filter that may stand several times in the query (`state=valid&state=expired`): any of them fits. */
export function anyOf<const V extends string>(values: readonly V[]) {
  const value = z.enum(values);
  return z.preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(value)).optional();
}
