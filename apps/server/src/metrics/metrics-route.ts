import type { FastifyInstance } from 'fastify';

import type { Metrics } from './create-metrics.ts';

/** `GET /metrics`, for Prometheus. Beside the API, and no part of its contract: Prometheus has its own. */
export function addMetricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    return await reply.type(metrics.contentType).send(await metrics.read());
  });
}
