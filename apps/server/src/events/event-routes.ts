import { routes } from '@crypto-cmp/api';
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
      const unsubscribe = hub.subscribe((event) => {
        // A browser that reads too slowly is cut off: it connects again and asks for everything.
        if (reply.raw.writableLength > MOST_BUFFERED_OCTETS) {
          reply.raw.destroy();
          return;
        }
        if (reply.sse.isConnected) void reply.sse.send({ event: event.type, data: event }).catch(() => undefined);
      });
      reply.sse.onClose(unsubscribe);
      return undefined;
    },
    { sse: 'only' },
  );
}

const MOST_BUFFERED_OCTETS = 1024 * 1024;
