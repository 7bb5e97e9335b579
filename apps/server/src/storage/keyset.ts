import { type RawBuilder, sql } from 'kysely';

/** One order of a list: its columns, the last one unique. All of them go up, or all go down. */
export interface ListOrder {
  readonly columns: readonly string[];
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
 */
export function walk(
  { columns, descending }: ListOrder,
  direction: 'after' | 'before',
  key: readonly (string | number | null)[] | undefined,
): Walk {
  const goesUp = descending === (direction === 'before');
  const names = columns.map((column) => sql.ref(column));
  const beyond =
    key === undefined
      ? sql<boolean>`1 = 1`
      : sql<boolean>`(${sql.join(names)}) ${sql.raw(goesUp ? '>' : '<')} (${sql.join(key.map((value) => sql.val(value)))})`;
  return { beyond, orderBy: sql.join(names.map((name) => sql`${name} ${sql.raw(goesUp ? 'asc' : 'desc')}`)) };
}
