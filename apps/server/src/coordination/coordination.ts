import type { Leadership } from './leadership.ts';
import type { ReplicaChannel } from './replica-channel.ts';

/** How the processes that share a database get along. */
export interface Coordination {
  readonly channel: ReplicaChannel;
  readonly leadership: Leadership;
  stop(): Promise<void>;
}

/** For a process that has its database to itself: it leads, and there is nobody to talk to. */
export function standAlone(): Coordination {
  const nothing = () => undefined;
  return {
    channel: { send: nothing, onMessage: nothing, onGap: nothing },
    leadership: { isLeader: () => true },
    stop: async () => await Promise.resolve(),
  };
}
