import { routes } from '@crypto-cmp/api';
import type { FastifyInstance } from 'fastify';

import { addRoute } from '../http/add-route.ts';
import { invalid } from '../refusal.ts';
import { transact } from '../storage/transact.ts';
import { addChannelRoutes } from './channels/channel-routes.ts';
import type { ChannelDependencies } from './channels/channel-service.ts';
import { considerAgain } from './looking/consider-again.ts';
import { findAlert, listAlerts } from './list-alerts.ts';
import { listDeliveries } from './list-deliveries.ts';
import { readRule, readRules, saveRule } from './rules/alert-rules.ts';

export interface AlertDependencies extends ChannelDependencies {
  readonly publicUrl: string | undefined;
  /** A rule has changed: look what follows from it. */
  readonly look: () => Promise<unknown>;
}

/** Alerts, their rules, channels and messages. */
export function addAlertRoutes(app: FastifyInstance, dependencies: AlertDependencies): void {
  const { database, publish, now, publicUrl, look } = dependencies;

  addRoute(app, routes.alerts.list, async ({ query }) => await listAlerts(database, query, now()));

  addRoute(app, routes.alerts.get, async ({ params }) => await findAlert(database, params.id, now()));

  addRoute(app, routes.alerts.acknowledge, async ({ params }) => {
    await findAlert(database, params.id, now());
    const { numUpdatedRows } = await database
      .updateTable('alerts')
      // Its growth and its end are told all the same.
      .set({ acknowledgedAt: now(), notifyAt: now() })
      .where('id', '=', params.id)
      .where('endedAt', 'is', null)
      .where('acknowledgedAt', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) {
      publish({ type: 'alert-changed', id: params.id, change: 'changed' });
      await look();
    }
    return await findAlert(database, params.id, now());
  });

  addRoute(app, routes.alertRules.list, async () => ({
    items: await readRules(database),
    publicUrl: publicUrl ?? null,
  }));

  addRoute(app, routes.alertRules.replace, async ({ params, body }) => {
    if (body.kind !== params.kind) {
      throw invalid([{ pointer: '/kind', code: 'unknown-choice', message: `This is the rule ${params.kind}` }]);
    }
    await transact(database, async (transaction) => {
      if (body.channels.mode === 'chosen' && body.channels.channelIds.length > 0) {
        const { channelIds } = body.channels;
        const known = await transaction
          .selectFrom('alertChannels')
          .select('id')
          .where('id', 'in', channelIds)
          .execute();
        const unknown = channelIds.findIndex((id) => !known.some((channel) => channel.id === id));
        if (unknown !== -1) {
          const pointer = `/channels/channelIds/${unknown}`;
          throw invalid([{ pointer, code: 'channel-unknown', message: 'There is no such channel any more' }]);
        }
      }
      await saveRule(transaction, body, now());
      await considerAgain(transaction, now(), body.kind);
    });
    publish({ type: 'alert-settings-changed' });
    await look();
    return await readRule(database, params.kind);
  });

  addChannelRoutes(app, dependencies);

  addRoute(app, routes.alertDeliveries.list, async ({ query }) => await listDeliveries(database, query));
}
