import { type RawBuilder, sql } from 'kysely';

/** Holds for every row. */
export const ALWAYS = sql<boolean>`1 = 1`;

export function allOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? ALWAYS : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

export function anyOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

/** A condition on a column that is null is neither true nor false; this one is. */
export function caseOf(condition: RawBuilder<boolean>, wanted: boolean): RawBuilder<boolean> {
  return sql<boolean>`(case when ${condition} then 1 else 0 end = ${sql.lit(wanted ? 1 : 0)})`;
}
