import type { EnrollmentPlan } from './plan.ts';
import type { EnrollmentLimits } from './worker.ts';

/** How long an enrollment takes at most: as its policy says, else as the server's settings do. */
export function limitsOf({ policy }: Pick<EnrollmentPlan, 'policy'>, limits: EnrollmentLimits): EnrollmentLimits {
  const { messageSeconds, totalSeconds, waitingHours } = policy.advanced.timeouts;
  return {
    messageTimeoutSeconds: messageSeconds ?? limits.messageTimeoutSeconds,
    totalTimeoutSeconds: totalSeconds ?? limits.totalTimeoutSeconds,
    waitingLimitSeconds: waitingHours === null ? limits.waitingLimitSeconds : waitingHours * 3600,
  };
}
