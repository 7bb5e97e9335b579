import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** `lost` carries since when: everything on the page is of that time. */
export type LiveState = { status: 'connecting' } | { status: 'live' } | { status: 'lost'; since: number };

export interface LiveConnection {
  subscribe: (listener: () => void) => () => void;
  read: () => LiveState;
  stop: () => void;
}

/**
 * Listens to what changes on the server and marks the queries concerned as stale.
 * Whatever happened while the line was down was not heard, so each (re)connection marks everything.
 */
export function connectLive(
  queryClient: QueryClient,
  url: string,
  resourcesOf: (data: string) => readonly string[],
): LiveConnection {
  const listeners = new Set<() => void>();
  let state: LiveState = { status: 'connecting' };
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function move(next: LiveState) {
    state = next;
    for (const listener of listeners) listener();
  }

  function open() {
    source = new EventSource(url);
    source.addEventListener('open', () => {
      move({ status: 'live' });
      void queryClient.invalidateQueries();
    });
    source.addEventListener('message', (event: MessageEvent<string>) => {
      for (const resource of resourcesOf(event.data)) void queryClient.invalidateQueries({ queryKey: [resource] });
    });
    source.addEventListener('error', () => {
      if (state.status !== 'lost') move({ status: 'lost', since: Date.now() });
      // After an HTTP error the browser gives up for good; a proxy in trouble answers just so.
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MILLISECONDS);
    });
  }

  open();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: () => state,
    stop() {
      clearTimeout(retry);
      source?.close();
    },
  };
}

export function useLive(connection: LiveConnection): LiveState {
  return useSyncExternalStore(connection.subscribe, connection.read);
}

const RETRY_MILLISECONDS = 3000;
