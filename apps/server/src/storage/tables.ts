import { sql, type Transaction } from 'kysely';

import type { Database } from './database.ts';

/** A table and some of its rows, as the database has them: names in snake_case, columns in one order for all rows. */
export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly StoredValue[])[];
}

/** What a column can hold, on every engine. */
export type StoredValue = string | number | Uint8Array | null;

/**
 * Reads all rows of all tables, some at a time: each table after those that it refers to. Consistent if the transaction
 * sees one state of the database throughout.
 */
export async function* readAllRows(transaction: Transaction<Database>): AsyncGenerator<TableRows> {
  const database = plain(transaction);
  for (const [table, key] of TABLES) {
    let last: Row | undefined;
    do {
      const inOrder = key.reduce((query, column) => query.orderBy(column), database.selectFrom(table).selectAll());
      const rows: Row[] = await inOrder
        .$if(last !== undefined, (query) => query.where(after(key, last ?? {})))
        .limit(ROWS_AT_ONCE)
        .execute();
      const [first] = rows;
      if (first !== undefined) {
        const columns = Object.keys(first);
        yield { table, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
      }
      last = rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1);
    } while (last !== undefined);
  }
}

/** Writes rows as they were read, in a few statements. */
export async function insertRows(
  transaction: Transaction<Database>,
  { table, columns, rows }: TableRows,
): Promise<void> {
  const atOnce = Math.max(1, Math.floor(MOST_PARAMETERS / columns.length));
  for (let start = 0; start < rows.length; start += atOnce) {
    const values = rows
      .slice(start, start + atOnce)
      .map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
    await plain(transaction).insertInto(table).values(values).execute();
  }
}

/** How many rows each table has; only those that have any. */
export async function countAllRows(transaction: Transaction<Database>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const table of await tableNames(transaction)) {
    const { count } = await plain(transaction)
      .selectFrom(table)
      .select((select) => select.fn.countAll<number | string>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) > 0) counts.set(table, Number(count));
  }
  return counts;
}

/** The tables that are there, without those of the migrations. */
async function tableNames(transaction: Transaction<Database>): Promise<string[]> {
  const tables = await plain(transaction).introspection.getTables();
  return tables.map(({ name }) => name).filter((name) => !name.startsWith('kysely'));
}

type Row = Record<string, StoredValue>;

/** Rows as they are, whatever the table: the types of the tables would only be in the way. */
function plain(transaction: Transaction<Database>) {
  // as: every table is one of rows, and names are the database's own once the plugin is gone
  return transaction.withoutPlugins() as unknown as Transaction<Record<string, Row>>;
}

function after(key: readonly string[], row: Row) {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const values = sql.join(key.map((column) => row[column] ?? null));
  return sql<boolean>`(${columns}) > (${values})`;
}

/** The tables with their primary keys, each after those that it refers to. */
const KEYS: Readonly<Record<keyof Database, readonly string[]>> = {
  installation: ['name'],
  policies: ['id'],
  policyServers: ['policy_id', 'role'],
  trustpoints: ['id'],
  keys: ['id'],
  enrollments: ['id'],
  certificates: ['id'],
  messages: ['enrollment_id', 'number'],
  history: ['id'],
  serverContacts: ['transport', 'host', 'port'],
  serverGates: ['server'],
  idempotencyKeys: ['key'],
  alertRules: ['kind'],
  alertChannels: ['id'],
  alerts: ['id'],
  alertMembers: ['alert_id', 'member'],
  alertChecks: ['id'],
  alertLooks: ['name'],
  alertDeliveries: ['id'],
  caCertificates: ['fingerprint'],
  policyAnchors: ['policy_id', 'fingerprint'],
  trustpointIssuers: ['trustpoint_id', 'fingerprint'],
};

/** In the order of {@link KEYS}; `policyServers` is `policy_servers` in the database. */
export const TABLES: readonly (readonly [table: string, key: readonly string[]])[] = Object.entries(KEYS).map(
  ([name, key]) => [name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), key],
);

/** Messages and certificates are some kilobytes each. */
const ROWS_AT_ONCE = 500;
/** In one statement; SQLite takes 32,766. */
const MOST_PARAMETERS = 16_000;
