import type { EnrollmentOperation } from '@crypto-cmp/api';

import { startEnrollment } from '../src/enrollments/start-enrollment.ts';
import type { TestConsole } from './start-console.ts';
import { openStored } from './test-database.ts';

/** Puts an enrollment into the queue as the scheduler does, and gives its id. */
export async function queueScheduled(
  { settings, engine }: TestConsole,
  trustpointId: string,
  operation: EnrollmentOperation = 'enroll',
  now: number = Date.now(),
): Promise<string> {
  const database = await openStored(settings.dataDir);
  const id = await database
    .transaction()
    .execute(async (transaction) => await startEnrollment(transaction, trustpointId, { operation }, 'scheduler', now));
  engine.wake();
  return id;
}
