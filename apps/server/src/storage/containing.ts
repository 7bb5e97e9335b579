import { type RawBuilder, sql } from 'kysely';

/** Whether a column of lower-case text holds what was searched for. Wildcards in it are looked for as they are. */
export function containing(column: string, q: string): RawBuilder<boolean> {
  const pattern = `%${q
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape ${'\\'}`;
}
