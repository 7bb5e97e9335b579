import type { AlertKind } from '@crypto-cmp/policy';
import type { Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import type { OpenMember } from '../conditions/newcomer.ts';

/** What is in open alerts of a kind; of some, or of all. */
export async function findOpenMembers(
  database: Transaction<Database>,
  kind: AlertKind,
  members?: readonly string[],
): Promise<OpenMember[]> {
  return await database
    .selectFrom('alertMembers')
    .innerJoin('alerts', 'alerts.id', 'alertMembers.alertId')
    .select([
      'alertMembers.alertId',
      'alertMembers.member',
      'alertMembers.enrollmentId',
      'alertMembers.validUntil',
      'alerts.subject',
    ])
    .where('alertMembers.kind', '=', kind)
    .where('alertMembers.leftAt', 'is', null)
    .$if(members !== undefined, (query) => query.where('alertMembers.member', 'in', [...(members ?? [])]))
    .execute();
}
