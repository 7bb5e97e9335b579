import { routes } from '@crypto-cmp/api';
import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';

import { addRoute } from '../http/add-route.ts';
import type { Database } from '../storage/database.ts';

/** `live`: the process answers. `ready`: it can also do its work; 503 when it cannot. */
export function addHealthRoutes(
  app: FastifyInstance,
  { database, isStopping }: { readonly database: Kysely<Database>; readonly isStopping: () => boolean },
): void {
  addRoute(app, routes.health.live, async () => ({ status: 'live' as const }));

  addRoute(app, routes.health.ready, async (_request, reply) => {
    const checks = [
      { name: 'database', ready: await answers(database) },
      { name: 'running', ready: !isStopping() },
    ];
    const isReady = checks.every(({ ready }) => ready);
    const readiness = { status: isReady ? ('ready' as const) : ('not-ready' as const), checks };
    if (!isReady) await reply.code(503).type('application/json').send(JSON.stringify(readiness));
    return readiness;
  });
}

async function answers(database: Kysely<Database>): Promise<boolean> {
  try {
    await database.selectFrom('installation').select('name').limit(1).execute();
    return true;
  } catch {
    return false;
  }
}
