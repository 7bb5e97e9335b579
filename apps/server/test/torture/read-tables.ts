import type { Kysely, Selectable } from 'kysely';

import type {
  CertificateTable,
  Database,
  EnrollmentTable,
  KeyTable,
  MessageTable,
  TrustpointTable,
} from '../../src/storage/database.ts';

/** What a console has stored, all of it. */
export interface Tables {
  readonly trustpoints: readonly Selectable<TrustpointTable>[];
  /** Oldest first. */
  readonly enrollments: readonly Selectable<EnrollmentTable>[];
  /** By enrollment and number. */
  readonly messages: readonly Pick<
    Selectable<MessageTable>,
    'enrollmentId' | 'number' | 'direction' | 'tries' | 'at'
  >[];
  readonly keys: readonly Selectable<KeyTable>[];
  /** Oldest first. */
  readonly certificates: readonly Selectable<CertificateTable>[];
}

export async function readTables(database: Kysely<Database>): Promise<Tables> {
  return {
    trustpoints: await database.selectFrom('trustpoints').selectAll().execute(),
    enrollments: await database.selectFrom('enrollments').selectAll().orderBy('createdAt').orderBy('id').execute(),
    messages: await database
      .selectFrom('messages')
      .select(['enrollmentId', 'number', 'direction', 'tries', 'at'])
      .orderBy('enrollmentId')
      .orderBy('number')
      .execute(),
    keys: await database.selectFrom('keys').selectAll().execute(),
    certificates: await database.selectFrom('certificates').selectAll().orderBy('savedAt').orderBy('id').execute(),
  };
}
