import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { startConsole } from '../../test/start-console.ts';
import { openStored } from '../../test/test-database.ts';
import { isPostgres } from './postgres-dialect.ts';
import { TABLES } from './tables.ts';

test('knows every table there is, by its primary key, and each after those that it refers to', async () => {
  const { settings } = await startConsole();
  const database = (await openStored(settings.dataDir)).withoutPlugins();
  const names = (await database.introspection.getTables()).map(({ name }) => name);
  const known = TABLES.map(([name]) => name);

  expect(known.toSorted()).toEqual(names.toSorted());
  for (const { from, to } of await references(names)) expect(known.indexOf(to), from).toBeLessThan(known.indexOf(from));
  for (const [name, key] of TABLES) expect(await primaryKey(name), name).toEqual(key);

  async function references(tables: readonly string[]): Promise<{ from: string; to: string }[]> {
    if (isPostgres(database)) {
      const { rows } = await sql<{ from: string; to: string }>`select r.relname as "from", t.relname as "to"
        from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_class t on t.oid = c.confrelid
        where c.contype = 'f'`.execute(database);
      expect(rows.length).toBeGreaterThan(5);
      return rows;
    }
    const found: { from: string; to: string }[] = [];
    for (const from of tables) {
      const { rows } = await sql<{ table: string }>`select * from pragma_foreign_key_list(${from})`.execute(database);
      found.push(...rows.map(({ table: to }) => ({ from, to })));
    }
    expect(found.length).toBeGreaterThan(5);
    return found;
  }

  async function primaryKey(table: string): Promise<string[]> {
    const { rows } = isPostgres(database)
      ? await sql<{ name: string }>`select a.attname as name from pg_index i
          join lateral unnest(i.indkey) with ordinality as k(number, place) on true
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
          where i.indrelid = ${table}::regclass and i.indisprimary order by k.place`.execute(database)
      : await sql<{ name: string }>`select name from pragma_table_info(${table}) where pk > 0 order by pk`.execute(
          database,
        );
    return rows.map(({ name }) => name);
  }
});
