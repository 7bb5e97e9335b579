import type { ServerEvent } from '@crypto-cmp/api';

import type { ReplicaChannel } from '../coordination/replica-channel.ts';

/** Tells whoever watches that something changed. Call it after the change is committed, never before. */
export type PublishEvent = (event: ServerEvent) => void;

/** Passes events from where something changes to who watches, at this replica and at the others. */
export interface EventHub {
  readonly publish: PublishEvent;
  /**
   * @param onGap events may have been missed: whatever was read before may be stale
   * @returns a function that ends the subscription
   */
  subscribe(listener: (event: ServerEvent) => void, onGap: () => void): () => void;
}

export function createEventHub(channel: ReplicaChannel): EventHub {
  const watchers = new Set<{ readonly listener: (event: ServerEvent) => void; readonly onGap: () => void }>();
  const tell = (event: ServerEvent) => {
    for (const { listener } of watchers) listener(event);
  };
  channel.onMessage((message) => {
    if (message.type === 'event') tell(message.event);
  });
  channel.onGap(() => {
    for (const { onGap } of watchers) onGap();
  });
  return {
    publish(event) {
      tell(event);
      channel.send({ type: 'event', event });
    },
    subscribe(listener, onGap) {
      const watcher = { listener, onGap };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}
