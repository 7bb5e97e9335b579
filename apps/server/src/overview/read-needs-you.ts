import type { Overview, TrustpointCounts } from '@crypto-cmp/api';
import type { Kysely } from 'kysely';

import { explainFailure } from '../enrollments/explanations/explain-failure.ts';
import { fieldLabel } from '../enrollments/explanations/field-label.ts';
import { readFailure } from '../enrollments/failure-code.ts';
import { failureFacts } from '../enrollments/failure-facts.ts';
import { toInstant } from '../instant.ts';
import type { Database } from '../storage/database.ts';
import { listTrustpoints } from '../trustpoints/list-trustpoints.ts';

type NeedsYouItem = Overview['needsYou'][number];
type TrustpointSummary = NeedsYouItem['trustpoint'];

/** The trustpoints that wait for a person, the most urgent first, each with its way out; and how many there are of all. */
export async function readNeedsYou(
  database: Kysely<Database>,
  now: number,
): Promise<Pick<Overview, 'needsYou'> & { readonly counts: TrustpointCounts }> {
  const query = { q: '', sort: 'urgency', needsYou: true, limit: MOST_ITEMS } as const;
  const { items, counts } = await listTrustpoints(database, query, now);
  return { needsYou: await Promise.all(items.map(async (trustpoint) => await toItem(database, trustpoint))), counts };
}

async function toItem(database: Kysely<Database>, trustpoint: TrustpointSummary): Promise<NeedsYouItem> {
  const { lastFailure, policy } = trustpoint;
  if (lastFailure !== null) {
    const row = await database
      .selectFrom('enrollments')
      .selectAll()
      .where('id', '=', lastFailure.enrollmentId)
      .executeTakeFirst();
    if (row !== undefined && row.failure !== null) {
      const { cause, field } = explainFailure(readFailure(row.failure), await failureFacts(database, row));
      const target: NeedsYouItem['target'] =
        field === undefined
          ? { kind: 'enrollment', enrollmentId: row.id }
          : { kind: 'field', field: { policyId: policy.id, pointer: field, label: fieldLabel(field) } };
      return { trustpoint, cause, target };
    }
  }
  const place = await database
    .selectFrom('trustpoints')
    .select(['position', 'secretSetAt'])
    .where('id', '=', trustpoint.id)
    .executeTakeFirst();
  if (trustpoint.state === 'expired' && place?.secretSetAt === null) {
    const pointer = `/trustpoints/${place.position}/secret`;
    return {
      trustpoint,
      cause: 'No CA renews an expired certificate, and no Secret is set to enroll again.',
      target: { kind: 'field', field: { policyId: policy.id, pointer, label: fieldLabel(pointer) } },
    };
  }
  return { trustpoint, cause: causeWithoutFailure(trustpoint), target: { kind: 'trustpoint' } };
}

function causeWithoutFailure({ state, renewal }: TrustpointSummary): string {
  if (state === 'expired') return 'It was not renewed in time. Enroll it again with its Secret.';
  const since = renewal === null ? '' : ` since ${toInstant(Date.parse(renewal.startsAt)).slice(0, 10)}`;
  return `Its renewal is due${since}, and was not started yet.`;
}

const MOST_ITEMS = 20;
