import { createHash } from 'node:crypto';

import { formatName, parseCertificate, parsePem } from '@crypto-cmp/x509';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

import { binaryType } from '../column-types.ts';

/** Alert rules, channels, alerts with what they affect, the outbox of messages; and which CA certificates are in use. */
export const alertTables: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('alert_rules')
      .addColumn('kind', 'text', (c) => c.primaryKey())
      .addColumn('settings', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute();

    await db.schema
      .createTable('alert_channels')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('name_key', 'text', (c) => c.notNull().unique())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('enabled', 'integer', (c) => c.notNull())
      .addColumn('settings', 'text', (c) => c.notNull())
      .addColumn('secret_sealed', binaryType(db))
      .addColumn('secret_set_at', 'bigint')
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute();

    await db.schema
      .createTable('alerts')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('facts', 'text', (c) => c.notNull())
      .addColumn('member_count', 'integer', (c) => c.notNull())
      .addColumn('began_at', 'bigint', (c) => c.notNull())
      .addColumn('last_joined_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('end_reason', 'text')
      .addColumn('end_told', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('reopened', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('acknowledged_at', 'bigint')
      .addColumn('times_notified', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('times_repeated', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('last_notified_at', 'bigint')
      .addColumn('notify_at', 'bigint')
      .execute();
    // One alert of a cause at a time is the database's promise.
    await db.schema
      .createIndex('alerts_open')
      .unique()
      .on('alerts')
      .columns(['kind', 'subject'])
      .where(sql.ref('ended_at'), 'is', null)
      .execute();
    await db.schema.createIndex('alerts_by_subject').on('alerts').columns(['kind', 'subject', 'ended_at']).execute();
    await db.schema
      .createIndex('alerts_to_tell')
      .on('alerts')
      .column('notify_at')
      .where(sql.ref('notify_at'), 'is not', null)
      .execute();
    await db.schema.createIndex('alerts_by_age').on('alerts').columns(['began_at', 'id']).execute();
    await db.schema.createIndex('alerts_by_end').on('alerts').column('ended_at').execute();

    await db.schema
      .createTable('alert_members')
      .addColumn('alert_id', 'text', (c) => c.notNull().references('alerts.id').onDelete('cascade'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('member', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('policy_id', 'text')
      .addColumn('policy_name', 'text')
      .addColumn('enrollment_id', 'text')
      .addColumn('since', 'bigint', (c) => c.notNull())
      .addColumn('left_at', 'bigint')
      .addColumn('left_reason', 'text')
      .addColumn('announced', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('alert_members_key', ['alert_id', 'member'])
      .execute();
    await db.schema
      .createIndex('alert_members_open')
      .unique()
      .on('alert_members')
      .columns(['kind', 'member'])
      .where(sql.ref('left_at'), 'is', null)
      .execute();
    await db.schema
      .createIndex('alert_members_unannounced')
      .on('alert_members')
      .columns(['alert_id', 'since'])
      .where(sql.ref('announced'), '=', sql.lit(0))
      .execute();

    await db.schema
      .createTable('alert_deliveries')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('alert_id', 'text', (c) => c.notNull().references('alerts.id').onDelete('cascade'))
      .addColumn('channel_id', 'text', (c) => c.notNull())
      .addColumn('channel_name', 'text', (c) => c.notNull())
      .addColumn('channel_type', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('event', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('notice', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('next_try_at', 'bigint')
      .addColumn('ended_at', 'bigint')
      .addColumn('tries', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('last_try_at', 'bigint')
      .addColumn('lease_owner', 'text')
      .addColumn('lease_expires_at', 'bigint')
      .addColumn('problem', 'text')
      .addColumn('remaining', 'text')
      .execute();
    await db.schema
      .createIndex('alert_deliveries_queue')
      .on('alert_deliveries')
      .columns(['next_try_at', 'id'])
      .where(sql.ref('ended_at'), 'is', null)
      .execute();
    await db.schema
      .createIndex('alert_deliveries_pending')
      .on('alert_deliveries')
      .columns(['channel_id', 'alert_id', 'id'])
      .where(sql.ref('ended_at'), 'is', null)
      .execute();
    await db.schema
      .createIndex('alert_deliveries_by_age')
      .on('alert_deliveries')
      .columns(['created_at', 'id'])
      .execute();
    await db.schema
      .createIndex('alert_deliveries_by_channel')
      .on('alert_deliveries')
      .columns(['channel_id', 'id'])
      .execute();
    await db.schema
      .createIndex('alert_deliveries_by_alert')
      .on('alert_deliveries')
      .columns(['alert_id', 'id'])
      .execute();

    await db.schema
      .createIndex('trustpoints_last_failed')
      .on('trustpoints')
      .columns(['last_failure_at', 'id'])
      .where(sql.ref('last_failure_at'), 'is not', null)
      .execute();

    await db.schema
      .createTable('ca_certificates')
      .addColumn('fingerprint', 'text', (c) => c.primaryKey())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('valid_until', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('ca_certificates_by_expiry').on('ca_certificates').column('valid_until').execute();
    await db.schema
      .createTable('policy_anchors')
      .addColumn('policy_id', 'text', (c) => c.notNull().references('policies.id').onDelete('cascade'))
      .addColumn('fingerprint', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('policy_anchors_key', ['policy_id', 'fingerprint'])
      .execute();
    await db.schema.createIndex('policy_anchors_by_certificate').on('policy_anchors').column('fingerprint').execute();
    await db.schema
      .createTable('trustpoint_issuers')
      .addColumn('trustpoint_id', 'text', (c) => c.notNull().references('trustpoints.id').onDelete('cascade'))
      .addColumn('fingerprint', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('trustpoint_issuers_key', ['trustpoint_id', 'fingerprint'])
      .execute();
    await db.schema
      .createIndex('trustpoint_issuers_by_certificate')
      .on('trustpoint_issuers')
      .column('fingerprint')
      .execute();
    await noteWhatIsThere(db);
  },
};

/** The columns that are read and written here, as they are called in this version. */
interface TablesBefore {
  policies: { id: string; settings: string };
  trustpoints: { id: string; current_certificate_id: string | null };
  certificates: { id: string; chain: string };
  ca_certificates: { fingerprint: string; subject: string; valid_until: number };
  policy_anchors: { policy_id: string; fingerprint: string };
  trustpoint_issuers: { trustpoint_id: string; fingerprint: string };
}

/** The CA certificates of the policies and chains that are stored already. */
async function noteWhatIsThere(db: Kysely<TablesBefore>): Promise<void> {
  const known = new Map<string, string | undefined>();
  const note = async (key: string, read: () => Uint8Array): Promise<string | undefined> => {
    if (known.has(key)) return known.get(key);
    const certificate = tryToRead(read);
    known.set(key, certificate?.fingerprint);
    if (certificate === undefined) return undefined;
    await db
      .insertInto('ca_certificates')
      .values(certificate)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return certificate.fingerprint;
  };

  for (const { id, settings } of await db.selectFrom('policies').select(['id', 'settings']).execute()) {
    const { trustAnchors } = JSON.parse(settings) as { trustAnchors?: string[] }; // as the policies' code stores it
    for (const pem of new Set(trustAnchors ?? [])) {
      const fingerprint = await note(pem, () => parsePem(pem, 'CERTIFICATE')[0] ?? new Uint8Array());
      if (fingerprint === undefined) continue;
      await db
        .insertInto('policy_anchors')
        .values({ policy_id: id, fingerprint })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
  const chains = await db
    .selectFrom('trustpoints')
    .innerJoin('certificates', 'certificates.id', 'trustpoints.current_certificate_id')
    .select(['trustpoints.id', 'certificates.chain'])
    .execute();
  for (const { id, chain } of chains) {
    for (const base64 of new Set(JSON.parse(chain) as string[])) {
      // as storeChain writes it
      const fingerprint = await note(base64, () => Buffer.from(base64, 'base64'));
      if (fingerprint === undefined) continue;
      await db
        .insertInto('trustpoint_issuers')
        .values({ trustpoint_id: id, fingerprint })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
}

/** Undefined for what does not parse: it was stored by an older version, and is no reason not to start. */
function tryToRead(read: () => Uint8Array): TablesBefore['ca_certificates'] | undefined {
  try {
    const der = read();
    const certificate = parseCertificate(der);
    return {
      fingerprint: createHash('sha256').update(der).digest('hex'),
      subject: formatName(certificate.subject),
      valid_until: certificate.notAfter.getTime(),
    };
  } catch {
    return undefined;
  }
}
