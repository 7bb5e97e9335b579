import { type Alert, ALERT_END_REASONS } from '@crypto-cmp/api';
import { ALERT_KINDS } from '@crypto-cmp/policy';
import type { Selectable } from 'kysely';

import type { AlertTable } from '../../storage/alert-tables.ts';
import { type AlertFacts, readFacts } from '../conditions/newcomer.ts';
import { type AlertTexts, describeAlert } from './describe-alert.ts';
import type { Affected } from './read-affected.ts';

/** A stored alert with its texts as of now. */
export interface AlertRead {
  readonly alert: Selectable<AlertTable>;
  readonly facts: AlertFacts;
  readonly texts: AlertTexts & Pick<Alert, 'kind' | 'endReason'>;
}

export function readAlert(alert: Selectable<AlertTable>, affected: Affected, now: number): AlertRead {
  const kind = ALERT_KINDS.find((known) => known === alert.kind);
  if (kind === undefined) throw new RangeError(`expected a kind of alert, got ${alert.kind}`);
  const facts = readFacts(alert.facts);
  const { count, earliestExpiry } = affected;
  const name = affected.first[0]?.name ?? '';
  const endReason = ALERT_END_REASONS.find((known) => known === alert.endReason) ?? null;
  return {
    alert,
    facts,
    texts: { kind, endReason, ...describeAlert({ kind, facts, count, name, earliestExpiry, now }) },
  };
}
