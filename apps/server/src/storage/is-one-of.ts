import { type Kysely, type RawBuilder, sql } from 'kysely';

import type { Database } from './database.ts';
import { isPostgres } from './postgres-dialect.ts';

/** Whether a column has one of so many values, as one parameter: hundreds of them cost more to write than to look up. */
export function isOneOf(database: Kysely<Database>, column: string, values: readonly string[]): RawBuilder<boolean> {
  return isPostgres(database)
    ? sql<boolean>`${sql.ref(column)} = any(${values})`
    : sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
}
