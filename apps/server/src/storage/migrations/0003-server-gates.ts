import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Limits and circuit for each CA server, and which enrollments have a place there or wait for one. */
export const serverGates: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('server_gates')
      .addColumn('server', 'text', (c) => c.primaryKey())
      .addColumn('starts_full_at', 'bigint', (c) => c.notNull().defaultTo(0))
      .addColumn('failures', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('open_since', 'bigint')
      .addColumn('open_until', 'bigint')
      .addColumn('openings', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('probe_id', 'text')
      .addColumn('call_at', 'bigint')
      .execute();

    await db.schema.alterTable('enrollments').addColumn('server_key', 'text').execute();
    await db.schema
      .alterTable('enrollments')
      .addColumn('has_place', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('enrollments').addColumn('hold_up', 'text').execute();
    await db.schema.alterTable('enrollments').addColumn('hold_up_until', 'bigint').execute();
    await db.schema.alterTable('enrollments').addColumn('next_try', 'text').execute();
    // Small: only what runs is in it.
    await db.schema
      .createIndex('enrollments_by_server')
      .on('enrollments')
      .columns(['server_key', 'has_place', 'hold_up'])
      .where(sql.ref('finished_at'), 'is', null)
      .execute();
  },
};
