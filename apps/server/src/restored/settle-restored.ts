import type { Kysely } from 'kysely';

import { finishFailed } from '../enrollments/engine/finish-failed.ts';
import { consoleFailure } from '../enrollments/failure-code.ts';
import type { Database } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import { takeRestored } from './restored-mark.ts';

export interface SettleLog {
  warn(details: object, message: string): void;
}

/**
 * At the first start after a restore: ends what was under way when the backup was made. The console of that time has gone
 * on with it since: a transaction that is taken up here a second time would confuse its CA, and a certificate that was issued
 * meanwhile is unknown here. What is due is started anew, by the scheduler or by a person.
 *
 * @param now milliseconds since 1970
 */
export async function settleRestored(database: Kysely<Database>, log: SettleLog, now: number): Promise<void> {
  const settled = await transact(database, async (transaction) => {
    const backupAt = await takeRestored(transaction);
    if (backupAt === undefined) return undefined;
    const rows = await transaction.selectFrom('enrollments').selectAll().where('finishedAt', 'is', null).execute();
    for (const row of rows) {
      // Also of one that was still queued: since the backup it may have been sent.
      const failure = consoleFailure(
        'restored-from-backup',
        `the console was restored from a backup of ${backupAt}, and what became of this enrollment since is not known`,
        true,
      );
      const changes = await finishFailed({ now: () => now }, transaction, row, failure);
      await transaction
        .updateTable('enrollments')
        .set({
          ...changes,
          hasPlace: 0,
          holdUp: null,
          holdUpUntil: null,
          nextTry: null,
          leaseOwner: null,
          leaseExpiresAt: null,
        })
        .where('id', '=', row.id)
        .execute();
    }
    await transaction.updateTable('alertDeliveries').set({ leaseOwner: null, leaseExpiresAt: null }).execute();
    return { backupAt, enrollments: rows.map(({ id }) => id) };
  });
  if (settled !== undefined)
    log.warn(settled, 'the console was restored from a backup; what ran at that time has ended');
}
