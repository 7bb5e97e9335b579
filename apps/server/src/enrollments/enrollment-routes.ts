import { API_BASE, routes } from '@crypto-cmp/api';
import { inspectMessage } from '@crypto-cmp/cmp/inspect';
import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';

import type { PublishEvent } from '../events/event-hub.ts';
import { addRoute } from '../http/add-route.ts';
import { makeOnce } from '../http/idempotency.ts';
import { refusal } from '../refusal.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Database } from '../storage/database.ts';
import { requestCancel } from './cancel-enrollment.ts';
import type { EnrollmentEngine } from './engine/engine.ts';
import { listEnrollments } from './list-enrollments.ts';
import { toMessageNode } from './message-node.ts';
import { publishEnrollment } from './publish-enrollment.ts';
import { findEnrollment, readEnrollment } from './read-enrollment.ts';
import { toEnrollmentMessage } from './read-message.ts';
import { startEnrollment } from './start-enrollment.ts';

export interface EnrollmentRouteDependencies {
  readonly database: Kysely<Database>;
  readonly sealer: Sealer;
  readonly engine: Pick<EnrollmentEngine, 'wake' | 'interrupt'>;
  readonly publish: PublishEvent;
  readonly now: () => number;
  readonly messageTimeoutSeconds: number;
}

/** Enrollments: start, list, follow, cancel, look into their messages. */
export function addEnrollmentRoutes(app: FastifyInstance, dependencies: EnrollmentRouteDependencies): void {
  const { database, engine, publish, now } = dependencies;
  const read = async (id: string) => await readEnrollment(database, id, dependencies.messageTimeoutSeconds);

  addRoute(app, routes.trustpoints.startEnrollment, async ({ params, body, raw }, reply) => {
    const { id, isNew } = await makeOnce(
      dependencies,
      raw,
      async (transaction) => await startEnrollment(transaction, params.id, body, 'administrator', now()),
    );
    if (isNew) {
      publishEnrollment(publish, await findEnrollment(database, id));
      engine.wake();
    }
    reply.header('location', `${API_BASE}/enrollments/${id}`);
    return await read(id);
  });

  addRoute(app, routes.enrollments.list, async ({ query }) => await listEnrollments(database, query));

  addRoute(app, routes.enrollments.get, async ({ params }) => await read(params.id));

  addRoute(app, routes.enrollments.cancel, async ({ params }) => {
    await requestCancel(database, params.id, now());
    publishEnrollment(publish, await findEnrollment(database, params.id));
    engine.interrupt(params.id);
    engine.wake();
    return await read(params.id);
  });

  // One address with two forms: `message` and `messageTree` of the contract.
  addRoute(app, routes.enrollments.message, async ({ params, raw }, reply) => {
    const message = await database
      .selectFrom('messages')
      .selectAll()
      .where('enrollmentId', '=', params.id)
      .where('number', '=', params.n)
      .executeTakeFirst();
    if (message === undefined) {
      await findEnrollment(database, params.id);
      throw refusal('message-not-found', `The enrollment has no message ${params.n}.`);
    }
    reply.header('vary', 'accept');
    const form = preferredForm(raw.headers.accept);
    if (form === 'json') {
      const tree = { message: toEnrollmentMessage(message), tree: toMessageNode(inspectMessage(message.bytes)) };
      return await reply.type('application/json').send(JSON.stringify(tree));
    }
    if (form === undefined) {
      throw refusal('not-acceptable', 'A message comes as application/pkixcmp or as application/json.');
    }
    const name = `${message.number}-${message.bodyType ?? 'message'}.der`;
    return await reply
      .type('application/pkixcmp')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(Buffer.from(message.bytes));
  });
}

/** JSON where it is asked for by name, octets for everything else that allows them. */
function preferredForm(accept: string | undefined): 'der' | 'json' | undefined {
  const types = (accept ?? '*/*').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  if (types.includes('application/pkixcmp')) return 'der';
  if (types.includes('application/json')) return 'json';
  return types.some((type) => type === '*/*' || type === 'application/*') ? 'der' : undefined;
}
