import { routes, type ServerEvent } from '@crypto-cmp/api';
import type { FastifyInstance } from 'fastify';

import { addRoute } from '../http/add-route.ts';
import type { EventHub } from './event-hub.ts';

/** `GET /events`: what changes, as it changes. */
export function addEventRoutes(app: FastifyInstance, hub: EventHub): void {
  addRoute(
    app,
    routes.events.stream,
    async (_request, reply) => {
      reply.sse.keepAlive();
      // A first octet, so that the browser knows at once that it is connected.
      reply.sse.sendHeaders();
      reply.raw.write(': connected\n\n');
      // A browser that has missed something connects again, and asks for everything.
      const cutOff = () => void reply.raw.destroy();
      const watch = (event: ServerEvent) => {
        // One that reads too slowly has a gap too.
        if (reply.raw.writableLength > MOST_BUFFERED_OCTETS) return cutOff();
        if (reply.sse.isConnected) void reply.sse.send({ event: event.type, data: event }).catch(() => undefined);
      };
      reply.sse.onClose(hub.subscribe(watch, cutOff));
      return undefined;
    },
    { sse: 'only' },
  );
}

const MOST_BUFFERED_OCTETS = 1024 * 1024;
