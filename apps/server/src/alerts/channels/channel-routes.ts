import { parseEtag, routes, toEtag } from '@crypto-cmp/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { addRoute } from '../../http/add-route.ts';
import { makeOnce } from '../../http/idempotency.ts';
import { refusal } from '../../refusal.ts';
import { type ChannelDependencies, createChannel, removeChannel, replaceChannel } from './channel-service.ts';
import { readChannel, readChannels } from './read-channel.ts';
import { testChannel } from './test-channel.ts';

/** Channels: list, read, create, change, delete, and a test message. */
export function addChannelRoutes(
  app: FastifyInstance,
  dependencies: ChannelDependencies & { readonly publicUrl: string | undefined },
): void {
  const { database, publish } = dependencies;

  addRoute(app, routes.alertChannels.list, async () => ({ items: await readChannels(database) }));

  addRoute(app, routes.alertChannels.get, async ({ params }, reply) => await answer(reply, params.id));

  addRoute(app, routes.alertChannels.create, async ({ body, raw }, reply) => {
    const { id, isNew } = await makeOnce(
      dependencies,
      raw,
      async (transaction) => await createChannel(dependencies, transaction, body),
    );
    if (isNew) publish({ type: 'alert-settings-changed' });
    reply.header('location', `/api/v1/alert-channels/${id}`);
    return await answer(reply, id);
  });

  addRoute(app, routes.alertChannels.test, async ({ body }) => await testChannel(dependencies, body));

  addRoute(app, routes.alertChannels.replace, async ({ params, body, raw }, reply) => {
    const expected = expectedVersion(raw);
    if (expected === undefined) {
      throw refusal('version-required', 'Read the channel first, and send its ETag as If-Match.');
    }
    const channel = await replaceChannel(dependencies, params.id, expected, body);
    reply.header('etag', toEtag(channel.version));
    return channel;
  });

  addRoute(app, routes.alertChannels.remove, async ({ params, raw }) => {
    await removeChannel(dependencies, params.id, expectedVersion(raw) ?? 'any');
    return undefined;
  });

  async function answer(reply: FastifyReply, id: string) {
    const channel = await readChannel(database, id);
    reply.header('etag', toEtag(channel.version));
    return channel;
  }
}

function expectedVersion(request: FastifyRequest): number | 'any' | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) return undefined;
  // An ETag we never made can match nothing; 0 is the version of nothing.
  return header.trim() === '*' ? 'any' : (parseEtag(header) ?? 0);
}
