import { API_BASE, endpoints, parseServerEvent, SERVER_EVENT_TYPES, type ServerEventType } from '@crypto-cmp/api';
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
 * Listens to what changes on the server and marks the queries concerned as stale. Queries begin their key with the
 * resource: `policies`, `trustpoints`, `enrollments`, `overview`.
 * Whatever happened while the line was down was not heard, so each (re)connection marks everything.
 */
export function connectLive(queryClient: QueryClient): LiveConnection {
  const listeners = new Set<() => void>();
  let state: LiveState = { status: 'connecting' };
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function move(next: LiveState) {
    state = next;
    for (const listener of listeners) listener();
  }

  function hear({ data }: MessageEvent<string>) {
    const event = parseServerEvent(data);
    if (event === undefined) return;
    for (const resource of CONCERNS[event.type]) void queryClient.invalidateQueries({ queryKey: [resource] });
  }

  function open() {
    source = new EventSource(`${API_BASE}${endpoints.events.stream.path}`);
    source.addEventListener('open', () => {
      move({ status: 'live' });
      void queryClient.invalidateQueries();
    });
    for (const type of SERVER_EVENT_TYPES) source.addEventListener(type, hear);
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

/** A policy's list shows states and counts of its trustpoints, and a trustpoint's page its enrollments. */
const CONCERNS: Record<ServerEventType, readonly string[]> = {
  'policy-changed': ['policies', 'trustpoints', 'overview'],
  'trustpoint-changed': ['trustpoints', 'policies', 'overview'],
  'enrollment-changed': ['enrollments', 'trustpoints', 'policies', 'overview'],
  'server-changed': ['overview', 'enrollments'],
  'alert-changed': ['alerts'],
  'alert-settings-changed': ['alert-rules', 'alert-channels'],
  'alert-delivery-changed': ['alert-deliveries', 'alert-channels'],
};

const RETRY_MILLISECONDS = 3000;
