import pg from 'pg';

import { explainPostgresError } from '../storage/explain-postgres-error.ts';
import { connectionSettings } from '../storage/postgres-dialect.ts';
import { toDatabaseError } from '../storage/postgres-error.ts';
import { BackupError } from './backup-error.ts';

/**
 * PostgreSQL knows who is connected: a console keeps sessions of that name open for as long as it runs.
 *
 * @throws {BackupError} when a console works with this database
 */
export async function refuseRunningReplicas(url: string): Promise<void> {
  const settings = connectionSettings(url);
  const client = new pg.Client({ ...settings, application_name: `${settings.application_name} backup` });
  // Its end is noticed by the question below.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ sessions: number }>(
      'select count(*) as sessions from pg_stat_activity where datname = current_database() and application_name = $1',
      [settings.application_name],
    );
    if ((rows[0]?.sessions ?? 0) === 0) return;
  } catch (cause) {
    throw explainPostgresError(url, toDatabaseError(cause));
  } finally {
    await client.end().catch(() => undefined);
  }
  throw new BackupError(
    'console-running',
    'A console works with the database of DATABASE_URL. Stop all its replicas first.',
  );
}
