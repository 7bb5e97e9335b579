import type { ServerEvent } from '@crypto-cmp/api';

/** Tells whoever watches that something changed. Call it after the change is committed, never before. */
export type PublishEvent = (event: ServerEvent) => void;

/** Passes events from where something changes to who watches. */
export interface EventHub {
  readonly publish: PublishEvent;
  /** @returns a function that ends the subscription */
  subscribe(listener: (event: ServerEvent) => void): () => void;
}

/** Events within this process. */
export function createEventHub(): EventHub {
  const listeners = new Set<(event: ServerEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
