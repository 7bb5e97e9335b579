import { ENROLLMENT_STATES } from '@crypto-cmp/api';

import type { PublishEvent } from '../events/event-hub.ts';
import type { EnrollmentRow } from './engine/queue.ts';

/** Tells that an enrollment went on; its trustpoint shows that too. Call it after the commit. */
export function publishEnrollment(
  publish: PublishEvent,
  { id, trustpointId, policyId, state }: Pick<EnrollmentRow, 'id' | 'trustpointId' | 'policyId' | 'state'>,
): void {
  publish({ type: 'enrollment-changed', id, trustpointId, state: toEnrollmentState(state) });
  publish({ type: 'trustpoint-changed', id: trustpointId, policyId });
}

/** A state as it is stored. */
export function toEnrollmentState(stored: string) {
  const state = ENROLLMENT_STATES.find((known) => known === stored);
  if (state === undefined) throw new RangeError(`expected an enrollment state, got ${stored}`);
  return state;
}
