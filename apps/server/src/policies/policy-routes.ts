import { parseEtag, routes, toEtag } from '@crypto-cmp/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { addRoute } from '../http/add-route.ts';
import { makeOnce } from '../http/idempotency.ts';
import { refusal } from '../refusal.ts';
import { listPolicies } from './list-policies.ts';
import {
  copyPolicy,
  createPolicy,
  type ExpectedVersion,
  type PolicyDependencies,
  removePolicy,
  replacePolicy,
} from './policy-service.ts';
import { readPolicy } from './read-policy.ts';

/** Policies: list, read, create, change, copy, delete. */
export function addPolicyRoutes(app: FastifyInstance, dependencies: PolicyDependencies): void {
  const { database, publish, now } = dependencies;

  addRoute(app, routes.policies.list, async ({ query }) => await listPolicies(database, query, now()));

  addRoute(app, routes.policies.get, async ({ params }, reply) => await answer(reply, params.id));

  addRoute(app, routes.policies.create, async ({ body, raw }, reply) => {
    const { id, isNew } = await makeOnce(
      dependencies,
      raw,
      async (transaction) => await createPolicy(dependencies, transaction, body),
    );
    if (isNew) publish({ type: 'policy-changed', id, change: 'created' });
    return await answerCreated(reply, id);
  });

  addRoute(app, routes.policies.replace, async ({ params, query, body, raw }, reply) => {
    const expected = expectedVersion(raw);
    if (expected === undefined) {
      throw refusal('version-required', 'Read the policy first, and send its ETag as If-Match.');
    }
    const policy = await replacePolicy(dependencies, params.id, expected, body, query.force);
    reply.header('etag', toEtag(policy.version));
    return policy;
  });

  addRoute(app, routes.policies.remove, async ({ params, query, raw }) => {
    await removePolicy(dependencies, params.id, expectedVersion(raw) ?? 'any', query.force);
    return undefined;
  });

  addRoute(app, routes.policies.copy, async ({ params, body, raw }, reply) => {
    const { id, isNew } = await makeOnce(
      dependencies,
      raw,
      async (transaction) => await copyPolicy(dependencies, transaction, params.id, body.name),
    );
    if (isNew) publish({ type: 'policy-changed', id, change: 'created' });
    return await answerCreated(reply, id);
  });

  async function answer(reply: FastifyReply, id: string) {
    const policy = await readPolicy(database, id, now());
    reply.header('etag', toEtag(policy.version));
    return policy;
  }

  async function answerCreated(reply: FastifyReply, id: string) {
    reply.header('location', `/api/v1/policies/${id}`);
    return await answer(reply, id);
  }
}

function expectedVersion(request: FastifyRequest): ExpectedVersion | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) return undefined;
  if (header.trim() === '*') return 'any';
  const version = parseEtag(header);
  // An ETag we never made can match nothing; 0 is the version of nothing.
  return version ?? 0;
}
