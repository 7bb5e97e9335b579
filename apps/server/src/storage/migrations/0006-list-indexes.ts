import { type Kysely, sql, SqliteAdapter } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What lets lists and counts of 100,000 trustpoints read an index alone, and not the rows. */
export const listIndexes: Migration = {
  async up(db: Kysely<unknown>) {
    // The revoked ones are taken off the counts by time: the index says of them which count they were in.
    await db.schema.dropIndex('trustpoints_revoked').execute();
    await db.schema
      .createIndex('trustpoints_revoked')
      .on('trustpoints')
      .columns(['valid_until', 'id', 'overdue_from', 'renew_from', 'revoked_at'])
      .where(sql.ref('revoked_at'), 'is not', null)
      .execute();

    // With the constant first, so that the planner sees that it is in the order of the names.
    await db.schema.dropIndex('trustpoints_empty').execute();
    await db.schema
      .createIndex('trustpoints_empty')
      .on('trustpoints')
      .columns(['valid_until', 'name_key', 'id'])
      .where(sql.ref('valid_until'), 'is', null)
      .execute();

    // A search reads every text. PostgreSQL cannot hold long texts in such an index, and does not need it as much.
    if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return;
    await db.schema
      .createIndex('trustpoints_by_search')
      .on('trustpoints')
      .columns([
        'search_text',
        'valid_until',
        'overdue_from',
        'renew_from',
        'revoked_at',
        'failure_needs_action',
        'policy_id',
        'name_key',
        'id',
      ])
      .execute();
    await db.schema.dropIndex('enrollments_by_age').execute();
    await db.schema
      .createIndex('enrollments_by_age')
      .on('enrollments')
      .columns(['created_at', 'id', 'search_text'])
      .execute();
  },
};
