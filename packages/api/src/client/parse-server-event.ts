import { SERVER_EVENT_TYPES } from '../contract/server-event-types.ts';
import type { ServerEvent } from '../read/server-event.ts';

/** The `data:` of an event; undefined for one of a later build, which this one does not know. */
export function parseServerEvent(data: string): ServerEvent | undefined {
  const event: unknown = JSON.parse(data);
  return isServerEvent(event) ? event : undefined;
}

/** Server and client are of one build, so the type vouches for the rest. */
function isServerEvent(event: unknown): event is ServerEvent {
  return (
    typeof event === 'object' &&
    event !== null &&
    'type' in event &&
    SERVER_EVENT_TYPES.some((type) => type === event.type)
  );
}
