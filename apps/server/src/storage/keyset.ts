import { type RawBuilder, sql } from 'kysely';

import { notACursor } from './cursor.ts';

/** One order of a list: columns or expressions, the last one unique. All of them go up, or all go down. */
export interface ListOrder {
  readonly columns: readonly (string | RawBuilder<unknown>)[];
  readonly descending: boolean;
}

/** What walking an order from a row, forwards or backwards, asks of the database. */
export interface Walk {
  /** The rows beyond the key. */
  readonly beyond: RawBuilder<boolean>;
  readonly orderBy: RawBuilder<unknown>;
}

/**
 * A page by its sort values instead of an offset: as fast on page 1,000 as on page 1, and no row is skipped or shown
 * twice when others come and go. Row values compare alike in SQLite and PostgreSQL.
 *
 * @param key sort values of the row to walk on from; none for the beginning (or, backwards, the end)
 * @throws {Refusal} for a key that is not of this order
 */
export function walk(
  { columns, descending }: ListOrder,
  direction: 'after' | 'before',
  key: readonly (string | number | null)[] | undefined,
): Walk {
  if (key !== undefined && key.length !== columns.length) throw notACursor();
  const goesUp = descending === (direction === 'before');
  const parts = columns.map(toExpression);
  const beyond =
    key === undefined
      ? sql<boolean>`1 = 1`
      : sql<boolean>`(${sql.join(parts)}) ${sql.raw(goesUp ? '>' : '<')} (${sql.join(key.map((value) => sql.val(value)))})`;
  return { beyond, orderBy: sql.join(parts.map((part) => sql`${part} ${sql.raw(goesUp ? 'asc' : 'desc')}`)) };
}

/** The sort values of each row, to be selected: columns named `key0`, `key1` and so on. */
export function selectKey({ columns }: ListOrder) {
  return columns.map((column, index) => toExpression(column).as(`key${index}`));
}

/** The sort values of a row that was read with {@link selectKey}. */
export function keyOf({ columns }: ListOrder, row: object): (string | number | null)[] {
  // The columns are of these types, by selectKey.
  return columns.map((_, index) => Reflect.get(row, `key${index}`) as string | number | null);
}

function toExpression(column: string | RawBuilder<unknown>): RawBuilder<unknown> {
  return typeof column === 'string' ? sql.ref(column) : column;
}
