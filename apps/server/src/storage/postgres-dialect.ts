import { type Kysely, PostgresAdapter, PostgresDialect, type PostgresPoolClient, sql } from 'kysely';
import pg from 'pg';

import { StartError } from '../start-error.ts';
import type { Database } from './database.ts';
import type { DatabaseEngine } from './database-engine.ts';
import { explainPostgresError } from './explain-postgres-error.ts';
import { toDatabaseError } from './postgres-error.ts';

/** The part of the logger that is used here. */
export interface PostgresLog {
  warn(details: object, message: string): void;
}

/**
 * PostgreSQL as this server uses it. What is true of PostgreSQL alone stays in the files named after it.
 *
 * @param url `postgres://user:password@host:port/database`, with the parameters of libpq that `pg` knows, such as sslmode
 */
export function openPostgres(url: string, log: PostgresLog): DatabaseEngine {
  const explain = (error: unknown) => explainPostgresError(url, error);
  let pool: pg.Pool;
  try {
    pool = new pg.Pool({ ...connectionSettings(url), ...POOL_SETTINGS });
  } catch (cause) {
    // Such as a file of sslrootcert that is not there.
    throw explain(cause);
  }
  // Without these two a connection that the server closes would end the process.
  const note = (error: Error) => log.warn({ err: error }, 'a connection to PostgreSQL was lost');
  pool.on('error', note);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return {
    dialect: new PostgresDialect({
      pool: {
        options: pool.options,
        connect: async () => toPoolClient(await pool.connect().catch(rethrow)),
        end: async () => await pool.end(),
      },
    }),
    check: checkVersion,
    settle: compareByOctets,
    explain,
  };
}

/** How each connection to this database is made, also those that are no part of the pool. */
export function connectionSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'crypto-cmp-console',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: {
      // Times and counts come as int8, sums as numeric; none reaches 2^53.
      getTypeParser: (oid: Parameters<typeof pg.types.getTypeParser>[0], format?: 'text' | 'binary'): unknown =>
        WHOLE_NUMBERS.has(oid) ? Number : pg.types.getTypeParser(oid, format),
    },
  };
}

/** Whether several processes may work over this database at once. */
export function isPostgres(database: Pick<Kysely<Database>, 'getExecutor'>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * PostgreSQL's text holds every character but NUL, and what a peer says may hold that too: it must not make the row
 * unwritable. Searching for one finds nothing, as it should.
 */
function cleanText(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\u{FFFD}') : value;
}

function toPoolClient(client: pg.PoolClient): PostgresPoolClient {
  const query = async (text: unknown, parameters: readonly unknown[] = []) =>
    await client.query(String(text), parameters.map(cleanText)).catch(rethrow);
  return {
    // Cursors are the other form of it, and nothing streams.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}

function rethrow(cause: unknown): never {
  throw toDatabaseError(cause);
}

async function checkVersion(database: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ number: string; name: string }>`select current_setting('server_version_num') as number,
    current_setting('server_version') as name`.execute(database);
  const [version] = rows;
  if (Number(version?.number) >= OLDEST_VERSION * 10_000) return;
  throw new StartError(
    'database-too-old',
    `The server of DATABASE_URL is PostgreSQL ${version?.name ?? ''}: the console needs ${OLDEST_VERSION} or newer.`,
  );
}

/**
 * Lists are sorted and walked by comparing text octet by octet, as SQLite does; the order of a language would differ
 * from machine to machine. Whatever a migration has made is brought to that.
 */
async function compareByOctets(database: Kysely<Database>): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    // Replicas may start at once.
    await sql`select pg_advisory_xact_lock(${SETTLE_LOCK})`.execute(transaction);
    const { rows } = await sql<{ table: string; columns: string[] }>`
      select c.relname as table, array_agg(a.attname::text) as columns
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_collation l on l.oid = a.attcollation
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
        and a.attnum > 0 and not a.attisdropped and a.atttypid = 'text'::regtype and l.collname <> 'C'
      group by c.relname order by c.relname`.execute(transaction);
    for (const { table, columns } of rows) {
      const changes = columns.map((column) => sql`alter column ${sql.ref(column)} type text collate "C"`);
      await sql`alter table ${sql.table(table)} ${sql.join(changes)}`.execute(transaction);
    }
  });
}

const INT8 = 20;
const NUMERIC = 1700;
const WHOLE_NUMBERS: ReadonlySet<number> = new Set([INT8, NUMERIC]);

/** The oldest one that is still looked after, and the first that ends idle sessions by itself. */
const OLDEST_VERSION = 14;
const CONNECT_TIMEOUT_MS = 10_000;
const SETTLE_LOCK = 4_711_001;
const POOL_SETTINGS = {
  // Sixteen enrollments in work, and the requests of the pages.
  max: 24,
  idleTimeoutMillis: 30_000,
  // Against a network that swallows everything.
  query_timeout: 60_000,
  // A process that was frozen in the middle of a transaction must not keep the others waiting.
  idle_in_transaction_session_timeout: 20_000,
};
