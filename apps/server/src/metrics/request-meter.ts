import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

/** Measures the requests of the API. */
export interface RequestMeter {
  /** Every route that is added to this scope afterwards. */
  watch(app: FastifyInstance): void;
}

export function addRequestMeter(registry: Registry): RequestMeter {
  const seconds = new Histogram({
    registers: [registry],
    name: 'cmp_console_http_request_seconds',
    help: 'Of this process: how long requests of the API took, by the address as the contract has it, and the class of the status. Streams of events are left out. Add up over replicas.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
  });
  return {
    watch(app) {
      app.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
        const route = routeOptions.url;
        // A stream lasts as long as its page is open.
        if (route === undefined || route.endsWith('/events')) return;
        seconds.observe({ method, route, status: `${Math.floor(statusCode / 100)}xx` }, elapsedTime / 1000);
      });
    },
  };
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30];
