import type { UsedBy } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import { toInstant } from '../instant.ts';
import type { Database } from '../storage/database.ts';

/** What would break if some trustpoints went away. */
export interface Uses {
  readonly usedBy: UsedBy[];
  /** A running enrollment cannot be pulled away from under its worker: cancel it first. */
  readonly canForce: boolean;
}

/**
 * A trustpoint is in use while it holds a certificate that is valid (neither expired nor revoked), or while an
 * enrollment of it is running.
 */
export async function findUses(database: Kysely<Database>, policyId: string, now: number): Promise<Map<string, Uses>> {
  const rows = await database
    .selectFrom('trustpoints')
    .leftJoin('enrollments', (join) =>
      join.onRef('enrollments.trustpointId', '=', 'trustpoints.id').on('enrollments.finishedAt', 'is', null),
    )
    .select([
      'trustpoints.id',
      'trustpoints.name',
      'trustpoints.validUntil',
      'trustpoints.revokedAt',
      'enrollments.operation',
      'enrollments.createdAt as runningSince',
    ])
    .where('trustpoints.policyId', '=', policyId)
    .orderBy('trustpoints.position')
    .execute();
  return new Map(
    rows.map((row) => {
      const trustpoint = { id: row.id, name: row.name };
      const usedBy: UsedBy[] = [];
      if (row.validUntil !== null && row.validUntil >= now && row.revokedAt === null) {
        const date = toInstant(row.validUntil).slice(0, 10);
        usedBy.push({ kind: 'certificate', trustpoint, detail: `certificate valid until ${date}` });
      }
      if (row.runningSince !== null) {
        const what = row.operation === 'renew' ? 'renewal' : 'enrollment';
        const since = toInstant(row.runningSince).slice(11, 16);
        usedBy.push({ kind: 'enrollment', trustpoint, detail: `${what} running since ${since} UTC` });
      }
      return [row.id, { usedBy, canForce: row.runningSince === null }];
    }),
  );
}

/** The uses of several trustpoints as one. */
export function mergeUses(uses: readonly (Uses | undefined)[]): Uses {
  const known = uses.filter((use) => use !== undefined);
  return { usedBy: known.flatMap(({ usedBy }) => usedBy), canForce: known.every(({ canForce }) => canForce) };
}
