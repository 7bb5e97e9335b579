import type { AlertKind } from '@crypto-cmp/policy';
import type { Transaction } from 'kysely';

import type { Database } from '../../storage/database.ts';
import { isOneOf } from '../../storage/is-one-of.ts';
import type { OpenMember } from '../conditions/newcomer.ts';

/** What is in open alerts of some kinds; of some, or of all. */
export async function findOpenMembers(
  database: Transaction<Database>,
  kinds: readonly AlertKind[],
  members?: readonly string[],
): Promise<OpenMember[]> {
  return await database
    .selectFrom('alertMembers')
    .innerJoin('alerts', 'alerts.id', 'alertMembers.alertId')
    .select([
      'alertMembers.alertId',
      'alertMembers.kind',
      'alertMembers.member',
      'alertMembers.enrollmentId',
      'alertMembers.validUntil',
      'alerts.subject',
    ])
    .where('alertMembers.kind', 'in', kinds)
    .where('alertMembers.leftAt', 'is', null)
    .$if(members !== undefined, (query) => query.where(isOneOf(database, 'alertMembers.member', members ?? [])))
    .execute();
}
