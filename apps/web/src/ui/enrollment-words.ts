import type { Actor, EnrollmentSummary } from '@crypto-cmp/api';

/** What an enrollment is called in a list: "First enrollment", "Enrollment", "Renewal". */
export function describeOperation({ operation, isFirst }: Pick<EnrollmentSummary, 'operation' | 'isFirst'>): string {
  if (operation === 'renew') return 'Renewal';
  return isFirst ? 'First enrollment' : 'Enrollment';
}

/** Who did it, where it stands alone. */
export function describeActor({ kind, name }: Actor): string {
  return name ?? (kind === 'scheduler' ? 'Scheduler' : 'Administrator');
}

/** Who did it, inside a sentence: "started by the scheduler". */
export function describeActorInSentence({ kind, name }: Actor): string {
  return name ?? (kind === 'scheduler' ? 'the scheduler' : 'an administrator');
}
