import { type Kysely, sql, SqliteAdapter } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What lets a look of the alert rules cost what has changed, and not what is wrong. */
export const alertChecks: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('alert_looks')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('rules', 'text', (c) => c.notNull())
      .addColumn('looked_at', 'bigint', (c) => c.notNull())
      .execute();
    // One row a change, and not one a trustpoint: a change that is not committed yet must not hide behind an older one.
    await db.schema
      .createTable('alert_checks')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('trustpoint_id', 'text', (c) => c.notNull())
      .execute();
    if (db.getExecutor().adapter instanceof SqliteAdapter) await addSqliteTriggers(db);
    else await addPostgresTriggers(db);

    await db.schema.alterTable('alert_members').addColumn('valid_until', 'bigint').execute();
    await sql`update alert_members
      set valid_until = (select valid_until from trustpoints where trustpoints.id = alert_members.member)`.execute(db);
    await db.schema
      .createIndex('alert_members_by_name')
      .on('alert_members')
      .columns(['alert_id', 'name', 'left_at'])
      .execute();
    await db.schema
      .createIndex('alert_members_by_expiry')
      .on('alert_members')
      .columns(['alert_id', 'valid_until'])
      .where(sql.ref('left_at'), 'is', null)
      .execute();
    await db.schema
      .createIndex('alerts_to_consider')
      .on('alerts')
      .columns(['kind', 'notify_at', 'id'])
      .where(sql.ref('notify_at'), 'is not', null)
      .execute();
    await db.schema
      .alterTable('alert_deliveries')
      .addColumn('alert_count', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    // What was noted to be due when older versions looked is considered anew.
    await sql`update alerts set notify_at = began_at where ended_at is null`.execute(db);
  },
};

// Whatever writes these columns: triggers forget no place. A new trustpoint has nothing that an alert could be about.
async function addSqliteTriggers(db: Kysely<unknown>): Promise<void> {
  const changed = sql.join(
    WATCHED.map((column) => sql`old.${sql.ref(column)} is not new.${sql.ref(column)}`),
    sql` or `,
  );
  const note = (id: 'old' | 'new') =>
    sql`insert into alert_checks (id, trustpoint_id) values (lower(hex(randomblob(16))), ${sql.ref(`${id}.id`)});`;
  await sql`create trigger trustpoints_changed after update on trustpoints when ${changed} begin ${note('new')} end`.execute(
    db,
  );
  await sql`create trigger trustpoints_gone after delete on trustpoints begin ${note('old')} end`.execute(db);
}

async function addPostgresTriggers(db: Kysely<unknown>): Promise<void> {
  const changed = sql.join(
    WATCHED.map((column) => sql`old.${sql.ref(column)} is distinct from new.${sql.ref(column)}`),
    sql` or `,
  );
  // In the body, and not in the trigger's condition: PostgreSQL changes no type of a column that a trigger names, and the
  // order of text is a part of its type (`compareByOctets`).
  await sql`create function note_trustpoint() returns trigger language plpgsql as $$ begin
    if tg_op = 'UPDATE' then if not (${changed}) then return null; end if; end if;
    insert into alert_checks (id, trustpoint_id) values (gen_random_uuid()::text, old.id); return null; end $$`.execute(
    db,
  );
  await sql`create trigger trustpoints_changed after update on trustpoints for each row
    execute function note_trustpoint()`.execute(db);
  await sql`create trigger trustpoints_gone after delete on trustpoints for each row
    execute function note_trustpoint()`.execute(db);
}

const WATCHED = ['last_failure_at', 'last_failure_enrollment_id', 'valid_until', 'overdue_from', 'revoked_at'];
