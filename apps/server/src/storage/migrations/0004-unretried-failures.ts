import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * A failure that a retry could cure, of a trustpoint that nothing retries, needs a person too: that was not so, and what
 * is stored says otherwise. Renewal windows and the second transaction of a renewal need no columns: they are parts of
 * the policy's settings and of the enrollment's plan.
 */
export const unretriedFailures: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`update trustpoints set failure_needs_action = 1 where last_failure is not null and renew_at is null`.execute(
      db,
    );
  },
};
