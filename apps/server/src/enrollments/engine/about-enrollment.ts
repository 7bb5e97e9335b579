import { serverOrigin } from '../../policies/server-url.ts';
import { readServerKey } from '../../servers/server-key.ts';
import type { EnrollmentRow } from './queue.ts';

/** What every line of the log about an enrollment says of it. */
export function aboutEnrollment(row: EnrollmentRow) {
  return {
    enrollment: row.id,
    trustpoint: row.trustpointName,
    trustpointId: row.trustpointId,
    operation: row.operation,
    phase: row.state,
    // The CA server whose turn it is; no path, so that it is the same in every policy.
    ...(row.serverKey !== null && { server: serverOrigin(readServerKey(row.serverKey)) }),
  };
}
