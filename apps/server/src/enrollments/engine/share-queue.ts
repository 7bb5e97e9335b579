import type { ReplicaChannel } from '../../coordination/replica-channel.ts';
import type { EnrollmentEngine } from './engine.ts';

/** The engines of all replicas as one: what is said to it reaches whichever has the enrollment in hand. */
export function shareQueue(
  engine: EnrollmentEngine,
  channel: ReplicaChannel,
): Pick<EnrollmentEngine, 'wake' | 'interrupt'> {
  channel.onMessage((message) => {
    if (message.type === 'wake') engine.wake();
    if (message.type === 'interrupt') {
      engine.interrupt(message.enrollmentId);
      engine.wake();
    }
  });
  return {
    wake() {
      engine.wake();
      channel.send({ type: 'wake' });
    },
    interrupt(enrollmentId) {
      engine.interrupt(enrollmentId);
      channel.send({ type: 'interrupt', enrollmentId });
    },
  };
}
