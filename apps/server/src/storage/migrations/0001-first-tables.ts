import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

import { binaryType } from '../column-types.ts';

/** Policies, trustpoints, keys, certificates, and the enrollments with their messages. */
export const firstTables: Migration = {
  async up(db: Kysely<unknown>) {
    const binary = binaryType(db);

    await db.schema
      .createTable('installation')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();

    await db.schema
      .createTable('policies')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('name_key', 'text', (c) => c.notNull().unique())
      .addColumn('description', 'text', (c) => c.notNull())
      .addColumn('settings', 'text', (c) => c.notNull())
      .addColumn('search_text', 'text', (c) => c.notNull())
      .addColumn('trustpoint_count', 'integer', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('policies_by_update').on('policies').columns(['updated_at', 'id']).execute();

    await db.schema
      .createTable('policy_servers')
      .addColumn('policy_id', 'text', (c) => c.notNull().references('policies.id').onDelete('cascade'))
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('transport', 'text', (c) => c.notNull())
      .addColumn('host', 'text', (c) => c.notNull())
      .addColumn('port', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('policy_servers_key', ['policy_id', 'role'])
      .execute();
    await db.schema
      .createIndex('policy_servers_by_address')
      .on('policy_servers')
      .columns(['transport', 'host', 'port'])
      .execute();

    await db.schema
      .createTable('trustpoints')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('policy_id', 'text', (c) => c.notNull().references('policies.id').onDelete('cascade'))
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('name_key', 'text', (c) => c.notNull().unique())
      .addColumn('subject_name', 'text', (c) => c.notNull())
      .addColumn('settings', 'text', (c) => c.notNull())
      .addColumn('search_text', 'text', (c) => c.notNull())
      .addColumn('secret_sealed', binary)
      .addColumn('secret_set_at', 'bigint')
      .addColumn('current_certificate_id', 'text')
      .addColumn('valid_from', 'bigint')
      .addColumn('valid_until', 'bigint')
      .addColumn('renew_from', 'bigint')
      .addColumn('overdue_from', 'bigint')
      .addColumn('renew_at', 'bigint')
      .addColumn('revoked_at', 'bigint')
      .addColumn('last_failure', 'text')
      .addColumn('last_failure_at', 'bigint')
      .addColumn('last_failure_enrollment_id', 'text')
      .addColumn('failure_needs_action', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('trustpoints_by_policy').on('trustpoints').columns(['policy_id', 'position']).execute();
    // Beside the order it holds what a state follows from: rows of other states are passed over without being read.
    await db.schema
      .createIndex('trustpoints_by_expiry')
      .on('trustpoints')
      .columns(['valid_until', 'id', 'overdue_from', 'renew_from', 'revoked_at', 'failure_needs_action'])
      .execute();
    await db.schema.createIndex('trustpoints_by_renewal').on('trustpoints').columns(['renew_from', 'id']).execute();
    await db.schema.createIndex('trustpoints_by_schedule').on('trustpoints').columns(['renew_at', 'id']).execute();
    await db.schema.createIndex('trustpoints_by_overdue').on('trustpoints').columns(['overdue_from', 'id']).execute();
    // The counts by state read this index alone, and not the rows.
    await db.schema
      .createIndex('trustpoints_states')
      .on('trustpoints')
      .columns(['valid_until', 'overdue_from', 'renew_from', 'revoked_at', 'failure_needs_action'])
      .execute();
    await db.schema
      .createIndex('trustpoints_failed')
      .on('trustpoints')
      .columns(['name_key', 'id', 'valid_until', 'overdue_from', 'renew_from', 'revoked_at', 'failure_needs_action'])
      .where(sql.ref('failure_needs_action'), '=', sql.lit(1))
      .execute();
    await db.schema
      .createIndex('trustpoints_revoked')
      .on('trustpoints')
      .columns(['valid_until', 'id'])
      .where(sql.ref('revoked_at'), 'is not', null)
      .execute();
    await db.schema
      .createIndex('trustpoints_empty')
      .on('trustpoints')
      .columns(['name_key', 'id'])
      .where(sql.ref('valid_until'), 'is', null)
      .execute();

    await db.schema
      .createTable('keys')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('trustpoint_id', 'text', (c) => c.notNull().references('trustpoints.id').onDelete('cascade'))
      .addColumn('enrollment_id', 'text', (c) => c.notNull().unique())
      .addColumn('key_type', 'text', (c) => c.notNull())
      .addColumn('public_key', binary, (c) => c.notNull())
      .addColumn('private_key_sealed', binary)
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('destroyed_at', 'bigint')
      .execute();
    await db.schema.createIndex('keys_by_trustpoint').on('keys').columns(['trustpoint_id', 'created_at']).execute();

    await db.schema
      .createTable('enrollments')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('trustpoint_id', 'text', (c) => c.notNull())
      .addColumn('trustpoint_name', 'text', (c) => c.notNull())
      .addColumn('policy_id', 'text', (c) => c.notNull())
      .addColumn('policy_name', 'text', (c) => c.notNull())
      .addColumn('search_text', 'text', (c) => c.notNull())
      .addColumn('operation', 'text', (c) => c.notNull())
      .addColumn('started_by', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('finished_at', 'bigint')
      .addColumn('next_step_at', 'bigint')
      .addColumn('deadline_at', 'bigint', (c) => c.notNull())
      .addColumn('lease_owner', 'text')
      .addColumn('lease_expires_at', 'bigint')
      .addColumn('faults', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('resumes', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('cancel_requested_at', 'bigint')
      .addColumn('cancel_applied_at', 'bigint')
      .addColumn('plan', 'text')
      .addColumn('secret_sealed', binary)
      .addColumn('transaction_state', 'text')
      .addColumn('transaction_id', 'text')
      .addColumn('request_type', 'text')
      .addColumn('key_id', 'text')
      .addColumn('message_count', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('outgoing_number', 'integer')
      .addColumn('server_index', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('answered_by', 'text')
      .addColumn('requesting_since', 'bigint')
      .addColumn('waiting_since', 'bigint')
      .addColumn('confirming_since', 'bigint')
      .addColumn('replaces_certificate_id', 'text')
      .addColumn('certificate_id', 'text')
      .addColumn('failure', 'text')
      .execute();
    // The promise "at most one running enrollment a trustpoint" is the database's, not a check that two writers race.
    await db.schema
      .createIndex('enrollments_running')
      .unique()
      .on('enrollments')
      .column('trustpoint_id')
      .where(sql.ref('finished_at'), 'is', null)
      .execute();
    await db.schema
      .createIndex('enrollments_queue')
      .on('enrollments')
      .columns(['next_step_at', 'id'])
      .where(sql.ref('finished_at'), 'is', null)
      .execute();
    await db.schema.createIndex('enrollments_by_age').on('enrollments').columns(['created_at', 'id']).execute();
    await db.schema
      .createIndex('enrollments_by_trustpoint')
      .on('enrollments')
      .columns(['trustpoint_id', 'created_at'])
      .execute();
    await db.schema.createIndex('enrollments_by_state').on('enrollments').columns(['state', 'created_at']).execute();
    await db.schema
      .createIndex('enrollments_by_policy')
      .on('enrollments')
      .columns(['policy_id', 'created_at'])
      .execute();

    await db.schema
      .createTable('certificates')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('trustpoint_id', 'text', (c) => c.notNull())
      .addColumn('enrollment_id', 'text', (c) => c.notNull().unique().references('enrollments.id'))
      .addColumn('key_id', 'text', (c) => c.notNull())
      .addColumn('der', binary, (c) => c.notNull())
      .addColumn('chain', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('issuer', 'text', (c) => c.notNull())
      .addColumn('serial_number', 'text', (c) => c.notNull())
      .addColumn('valid_from', 'bigint', (c) => c.notNull())
      .addColumn('valid_until', 'bigint', (c) => c.notNull())
      .addColumn('fingerprint', 'text', (c) => c.notNull())
      .addColumn('saved_at', 'bigint', (c) => c.notNull())
      .addColumn('replaced_at', 'bigint')
      .execute();
    await db.schema
      .createIndex('certificates_by_trustpoint')
      .on('certificates')
      .columns(['trustpoint_id', 'saved_at'])
      .execute();

    await db.schema
      .createTable('messages')
      .addColumn('enrollment_id', 'text', (c) => c.notNull().references('enrollments.id').onDelete('cascade'))
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('direction', 'text', (c) => c.notNull())
      .addColumn('body_type', 'text')
      .addColumn('server_index', 'integer', (c) => c.notNull())
      .addColumn('server', 'text', (c) => c.notNull())
      .addColumn('bytes', binary, (c) => c.notNull())
      .addColumn('octets', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('last_at', 'bigint', (c) => c.notNull())
      .addColumn('duration_ms', 'integer')
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('delivery_problem', 'text')
      .addColumn('delivered', 'integer', (c) => c.notNull())
      .addColumn('checks', 'text')
      .addColumn('words', 'text', (c) => c.notNull())
      .addColumn('summary', 'text')
      .addPrimaryKeyConstraint('messages_key', ['enrollment_id', 'number'])
      .execute();

    await db.schema
      .createTable('history')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('trustpoint_id', 'text', (c) => c.notNull().references('trustpoints.id').onDelete('cascade'))
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('detail', 'text', (c) => c.notNull())
      .addColumn('by_kind', 'text', (c) => c.notNull())
      .addColumn('by_name', 'text')
      .addColumn('enrollment_id', 'text')
      .execute();
    await db.schema.createIndex('history_by_trustpoint').on('history').columns(['trustpoint_id', 'at']).execute();

    await db.schema
      .createTable('server_contacts')
      .addColumn('transport', 'text', (c) => c.notNull())
      .addColumn('host', 'text', (c) => c.notNull())
      .addColumn('port', 'integer', (c) => c.notNull())
      .addColumn('answers', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('since', 'bigint', (c) => c.notNull())
      .addColumn('duration_ms', 'integer')
      .addColumn('problem', 'text')
      .addPrimaryKeyConstraint('server_contacts_key', ['transport', 'host', 'port'])
      .execute();

    await db.schema
      .createTable('idempotency_keys')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('fingerprint', 'text', (c) => c.notNull())
      .addColumn('resource_id', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('idempotency_keys_by_age').on('idempotency_keys').column('created_at').execute();
  },
};
